import { createSandbox } from '../../connectors/redmine/sandbox.ts'

const admin = 'a'.repeat(40)
export const cy = 'c'.repeat(40)
export const dee = 'd'.repeat(40)

/** A box whose clock is at a fixed moment, and one way to call it. */
export function box() {
  const sandbox = createSandbox({ now: () => Date.parse('2026-11-02T09:00:00.700Z') })
  const call = async (method: string, path: string, body?: unknown, key = admin) => {
    const headers = { 'x-redmine-api-key': key }
    const url = `https://redmine.example.test${path}`
    const response = await sandbox.handle({
      method,
      url,
      headers,
      body: body === undefined ? '' : JSON.stringify(body),
    })
    if (!response) throw new Error('no answer')
    return { status: response.status, body: response.body === '' ? null : JSON.parse(response.body) }
  }
  const issue = async (fields: object, key = admin): Promise<number> =>
    (await call('POST', '/issues.json', { issue: { project_id: 'standard', subject: 'S', ...fields } }, key))
      .body.issue.id
  const put = (id: number, fields: object, key = admin) =>
    call('PUT', `/issues/${id}.json`, { issue: fields }, key)
  const show = async (id: number, query = '') => (await call('GET', `/issues/${id}.json${query}`)).body.issue
  return { sandbox, call, issue, put, show }
}
