import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { FailureKind } from '../../src/spi/index.ts'

const { classify } = connector
const tasksPath = '/api/v3/portal/60000001/projects/2490000000010001/tasks'

function v3(title: string, status: number, details: unknown = [], instance = tasksPath) {
  return { error: { status_code: String(status), instance, method: 'POST', title, error_type: 'X', details } }
}

/** Every title of the pages, with the statuses it was documented or seen with. */
const titles: readonly (readonly [string, number, FailureKind])[] = [
  ['URL_RULE_NOT_CONFIGURED', 400, 'forbidden'],
  ['INVALID_OAUTHTOKEN', 400, 'unauthorized'],
  ['INVALID_OAUTHTOKEN', 401, 'unauthorized'],
  ['INVALID_TICKET', 401, 'unauthorized'],
  ['INVALID_OAUTHSCOPE', 401, 'forbidden'],
  ['INVALID_METHOD', 400, 'unexpected'],
  ['INVALID_INPUTSTREAM', 400, 'unexpected'],
  ['JSON_PARSE_ERROR', 400, 'unexpected'],
  ['INVALID_PARAMETER_VALUE', 400, 'rejected'],
  ['EXTRA_KEY_FOUND_IN_JSON', 400, 'rejected'],
  ['LESS_THAN_MIN_OCCURANCE', 400, 'rejected'],
  ['FORBIDDEN', 403, 'forbidden'],
  ['CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG', 403, 'rejected'],
  ['URL_ROLLING_THROTTLES_LIMIT_EXCEEDED', 400, 'throttled'],
  ['URL_ROLLING_THROTTLES_LIMIT_EXCEEDED', 429, 'throttled'],
  ['URL_ROLLING_THROTTLES_LIMIT_EXCEEDED', 200, 'throttled'],
  ['INTERNAL_SERVER_ERROR', 500, 'unavailable'],
  ['SOMETHING_NEW', 400, 'unexpected'],
  ['SOMETHING_NEW', 404, 'gone'],
  ['INVALID_PARAMETER_VALUE', 410, 'gone'],
]

describe('a title decides, in every coat the error comes in', () => {
  test.each(titles)('%s with HTTP %i is %s', (title, status, kind) => {
    const details = { message: 'said', field_name: 'x' }
    const inner = v3(title, status).error
    const bodies = [
      v3(title, status),
      v3(title, status, details),
      v3(title, status, [details]),
      { error: [inner] },
    ]
    for (const body of bodies)
      expect(classify({ status, headers: {}, body })).toMatchObject({ kind, code: title })
  })
})

describe('the older numbers', () => {
  const numbers: readonly (readonly [number, number, FailureKind])[] = [
    [6404, 404, 'gone'],
    [6401, 401, 'unauthorized'],
    [6500, 400, 'forbidden'],
    [6504, 404, 'forbidden'],
    [6832, 400, 'rejected'],
    [6890, 401, 'unauthorized'],
    [6891, 404, 'unexpected'],
  ]
  test.each(numbers)('%i with HTTP %i is %s', (code, status, kind) => {
    for (const each of [code, String(code)]) {
      const body = { error: { code: each, message: 'Resource Not Found' } }
      expect(classify({ status, headers: {}, body })).toMatchObject({ kind, code: String(code) })
    }
  })
})

describe('without title and number the status decides', () => {
  const statuses: readonly (readonly [number, FailureKind])[] = [
    [200, 'unexpected'],
    [400, 'unexpected'],
    [401, 'unauthorized'],
    [402, 'forbidden'],
    [403, 'forbidden'],
    [404, 'gone'],
    [405, 'unexpected'],
    [409, 'rejected'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [501, 'unexpected'],
    [503, 'unavailable'],
  ]
  test.each(statuses)('HTTP %i is %s', (status, kind) => {
    for (const body of ['<html>', null, {}, { error: {} }, { error: [] }])
      expect(classify({ status, headers: {}, body }).kind).toBe(kind)
  })
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

describe('token errors count whatever the status', () => {
  const tokens: readonly (readonly [string, number, FailureKind])[] = [
    ['invalid_code', 200, 'unauthorized'],
    ['invalid_client', 200, 'unauthorized'],
    ['invalid_client_secret', 200, 'unauthorized'],
    ['invalid_redirect_uri', 200, 'unauthorized'],
    ['general_error', 200, 'unavailable'],
    ['Access Denied', 400, 'throttled'],
  ]
  test.each(tokens)('%s with HTTP %i is %s', (code, status, kind) => {
    const response = { status, headers: {}, body: { error: code } }
    expect(classify(response)).toMatchObject({ kind, code })
    expect(connector.auth.readToken(response)).toMatchObject({ ok: false, failure: { kind } })
  })
})
