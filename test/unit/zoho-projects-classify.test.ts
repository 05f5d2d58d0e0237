import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'

const { classify } = connector
const tasksPath = '/api/v3/portal/60000001/projects/2490000000010001/tasks'

function v3(title: string, status: number, details: unknown = [], instance = tasksPath) {
  return { error: { status_code: String(status), instance, method: 'POST', title, error_type: 'X', details } }
}

test('a title decides, in every coat the error comes in', () => {
  const details = { message: 'said', field_name: 'x' }
  const bodies = [v3('FORBIDDEN', 403), v3('FORBIDDEN', 403, details), v3('FORBIDDEN', 403, [details])]
  for (const body of [...bodies, { error: [v3('FORBIDDEN', 403).error] }])
    expect(classify({ status: 403, headers: {}, body })).toMatchObject({
      kind: 'forbidden',
      code: 'FORBIDDEN',
    })
})

test.each([
  [400, 'unexpected'],
  [404, 'gone'],
])('a title that is new leaves it to HTTP %i', (status, kind) => {
  expect(classify({ status, headers: {}, body: v3('SOMETHING_NEW', status) }).kind).toBe(kind)
})

test('a number counts as text too', () => {
  const body = { error: { code: '6404', message: 'Resource Not Found' } }
  expect(classify({ status: 404, headers: {}, body })).toMatchObject({ kind: 'gone', code: '6404' })
})

describe('how long to wait', () => {
  const locked = (message: string) => v3('URL_ROLLING_THROTTLES_LIMIT_EXCEEDED', 400, { message })
  const old = 'Cannot execute more than 100 requests per API in 2 minutes. Try again after 17 minutes.'
  test.each([
    ['the header', { 'retry-after': '540' }, locked(old), 540],
    ['the old message', {}, locked(old), 1020],
    ['nothing', {}, locked('Später noch einmal'), undefined],
  ])('is told by %s', (_, headers, body, seconds) => {
    expect(classify({ status: 400, headers: { ...headers }, body }).retryAfterSeconds).toBe(seconds)
  })
})

describe('the field that is refused, in our words', () => {
  const project = '/api/v3/portal/60000001/projects/2490000000010001'
  test.each([
    [`${tasksPath}/2490000000020007`, 'end_date', 'dueDate'],
    [tasksPath, 'name', 'title'],
    [tasksPath, 'parent_task', 'parent'],
    [tasksPath, 'nonsense', undefined],
    [project, 'end_date', 'end'],
    [project, 'copy_from', 'template'],
  ])('%s %s is %s', (instance, field_name, field) => {
    const body = v3('INVALID_PARAMETER_VALUE', 400, [{ message: 'no', field_name }], instance)
    expect(classify({ status: 400, headers: {}, body }).field).toBe(field)
  })

  test('a dependency lag is about the date', () => {
    const body = v3('CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG', 403, [{ message_key: 'zp.timelag.alert' }])
    expect(classify({ status: 403, headers: {}, body }).field).toBe('dueDate')
  })
})

test('a token error counts whatever the status', () => {
  const response = { status: 200, headers: {}, body: { error: 'invalid_code' } }
  expect(connector.auth.readToken(response)).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
})
