import { createSandbox } from '../../connectors/espocrm/sandbox.ts'
import type { Sandbox } from '../../src/spi/index.ts'

/** A sandbox with a clock of the test's own, and calls as any HTTP client would make them. */
export interface SandboxDesk {
  readonly box: Sandbox
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Told>
}

interface Told {
  readonly status: number
  readonly reason: string | undefined
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
  readonly list: readonly Readonly<Record<string, unknown>>[]
}

export const start = '2026-11-21T21:20:00Z'

export function openBox(): SandboxDesk {
  const box = createSandbox({ now: () => Date.parse(start) })
  return {
    box,
    async call(method, path, body, headers = {}) {
      const answer = await box.handle({
        method,
        url: `https://${box.hosts[0]}/api/v1/${path}`,
        headers: { 'x-api-key': box.credentials.key ?? '', 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
      })
      if (answer === null) throw new Error('cut')
      return told(answer)
    },
  }
}

function told({
  status,
  headers,
  body: text,
}: {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}): Told {
  const read: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}
  const body = Object(read)
  return {
    status,
    reason: headers['x-status-reason'],
    text,
    body,
    list: Array.isArray(read) ? read : (body.list ?? []),
  }
}

/** Records that most tests need: an account, its opportunity and a task on it. */
export async function furnish({ call }: SandboxDesk) {
  const ada = '6a00000000000a001'
  const account = (await call('POST', 'Account', { name: 'Zylker', assignedUserId: ada })).body
  const deal = (
    await call('POST', 'Opportunity', {
      name: 'Zylker roll-out',
      accountId: account.id,
      stage: 'Negotiation',
      amount: 120000,
      closeDate: '2026-12-01',
      assignedUserId: ada,
    })
  ).body
  const task = (
    await call('POST', 'Task', {
      name: 'Kick-off',
      parentType: 'Opportunity',
      parentId: deal.id,
      assignedUserId: ada,
    })
  ).body
  return { ada, account, deal, task }
}
