import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { FailureKind } from '../../src/spi/index.ts'

const { classify } = connector

/** Every error of the CRM's pages that a connector can meet: code, HTTP status, what follows. */
const codes: readonly (readonly [string, number, FailureKind])[] = [
  ['AUTHENTICATION_FAILURE', 401, 'unauthorized'],
  ['INVALID_TOKEN', 401, 'unauthorized'],
  ['OAUTH_SCOPE_MISMATCH', 401, 'forbidden'],
  ['OAUTH_SCOPE_MISMATCH', 403, 'forbidden'],
  ['NO_PERMISSION', 403, 'forbidden'],
  ['AUTHORIZATION_FAILED', 400, 'forbidden'],
  ['NOT_SUPPORTED', 403, 'forbidden'],
  ['MANDATORY_NOT_FOUND', 400, 'rejected'],
  ['INVALID_DATA', 400, 'rejected'],
  ['DUPLICATE_DATA', 400, 'duplicate'],
  ['MULTIPLE_OR_MULTI_ERRORS', 400, 'rejected'],
  ['DEPENDENT_FIELD_MISSING', 400, 'rejected'],
  ['EXPECTED_FIELD_MISSING', 400, 'rejected'],
  ['MAPPING_MISMATCH', 400, 'rejected'],
  ['PATTERN_NOT_MATCHED', 400, 'rejected'],
  ['RECORD_IN_BLUEPRINT', 400, 'rejected'],
  ['RECORD_LOCKED', 400, 'rejected'],
  ['NOT_APPROVED', 400, 'rejected'],
  ['LIMIT_REACHED', 400, 'rejected'],
  ['INVALID_MODULE', 400, 'unexpected'],
  ['INVALID_REQUEST_METHOD', 400, 'unexpected'],
  ['INVALID_URL_PATTERN', 404, 'unexpected'],
  ['REQUIRED_PARAM_MISSING', 400, 'unexpected'],
  ['LIMIT_EXCEEDED', 400, 'unexpected'],
  ['AMBIGUITY_DURING_PROCESSING', 400, 'unexpected'],
  ['DISCRETE_PAGINATION_LIMIT_EXCEEDED', 400, 'unexpected'],
  ['PAGINATION_LIMIT_EXCEEDED', 400, 'unexpected'],
  ['TOKEN_BOUND_DATA_MISMATCH', 400, 'unexpected'],
  ['EXPIRED_VALUE', 400, 'unexpected'],
  ['SYNTAX_ERROR', 400, 'unexpected'],
  ['INVALID_QUERY', 400, 'unexpected'],
  ['INVALID_ALIAS', 400, 'unexpected'],
  ['NOT_SUBSCRIBED', 400, 'gone'],
  ['ALREADY_MODIFIED', 412, 'stale'],
  ['RECORD_MODIFIED', 412, 'stale'],
  ['TOO_MANY_REQUESTS', 429, 'throttled'],
  ['INTERNAL_ERROR', 500, 'unavailable'],
]

const error = (code: string, message = 'said', details: object = {}) => ({
  code,
  message,
  details,
  status: 'error',
})

describe('an error code decides, wherever it stands', () => {
  test.each(codes)('%s with HTTP %i is %s', (code, status, kind) => {
    const bodies = [error(code), { data: [error(code)] }, { watch: [error(code)] }]
    for (const body of bodies) expect(classify({ status, headers: {}, body })).toMatchObject({ kind, code })
  })

  test('a record without an error does not hide the one that has it', () => {
    const body = {
      data: [{ code: 'SUCCESS', details: { id: '1' }, status: 'success' }, error('RECORD_LOCKED')],
    }
    expect(classify({ status: 207, headers: {}, body })).toMatchObject({ code: 'RECORD_LOCKED' })
  })
})

describe('INVALID_DATA', () => {
  test.each([
    ['the id given seems to be invalid', {}, 'gone'],
    ['invalid data', { api_name: 'id' }, 'gone'],
    ['the related id given seems to be invalid', { api_name: 'What_Id' }, 'rejected'],
    ['invalid data', { api_name: 'Due_Date', expected_data_type: 'date' }, 'rejected'],
  ])('"%s" about %o is %s', (message, details, kind) => {
    const body = { data: [error('INVALID_DATA', message, details)] }
    expect(classify({ status: 400, headers: {}, body }).kind).toBe(kind)
  })
})

test('a duplicate names the record that is there', () => {
  const details = {
    api_name: 'Baton_Key',
    duplicate_record: { id: '770000000000555001', module: { api_name: 'Tasks', id: '770000000000000131' } },
  }
  const body = { data: [error('DUPLICATE_DATA', 'duplicate data', details)] }
  expect(classify({ status: 400, headers: {}, body }).existingId).toBe('770000000000555001')
})

describe('without a code the status decides', () => {
  const statuses: readonly (readonly [number, FailureKind])[] = [
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'gone'],
    [410, 'gone'],
    [412, 'stale'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [400, 'unexpected'],
    [200, 'unexpected'],
  ]
  test.each(statuses)('HTTP %i is %s', (status, kind) => {
    for (const body of ['<html>', null, {}]) expect(classify({ status, headers: {}, body }).kind).toBe(kind)
  })
})

describe('token errors count whatever the status', () => {
  const tokens: readonly (readonly [string, number, FailureKind])[] = [
    ['invalid_code', 200, 'unauthorized'],
    ['invalid_client', 200, 'unauthorized'],
    ['invalid_client_secret', 200, 'unauthorized'],
    ['invalid_redirect_uri', 200, 'unauthorized'],
    ['access_denied', 400, 'unauthorized'],
    ['general_error', 200, 'unavailable'],
    ['Access Denied', 400, 'throttled'],
  ]
  test.each(tokens)('%s with HTTP %i is %s', (code, status, kind) => {
    const response = { status, headers: {}, body: { error: code, error_description: 'Please try again' } }
    expect(classify(response)).toMatchObject({ kind, code })
    expect(connector.auth.readToken(response)).toMatchObject({ ok: false, failure: { kind, code } })
  })
})

describe('how long to wait', () => {
  const body = error('TOO_MANY_REQUESTS')
  test('is told by the header where there is one', () => {
    expect(classify({ status: 429, headers: { 'retry-after': '30' }, body }).retryAfterSeconds).toBe(30)
  })
  test.each([[{}], [{ 'retry-after': 'soon' }], [{ 'retry-after': '-1' }]])('is left open by %o', headers => {
    expect(classify({ status: 429, headers: { ...headers }, body })).not.toHaveProperty('retryAfterSeconds')
  })
  test('is no matter for a failure that waiting does not help', () => {
    const response = { status: 400, headers: { 'retry-after': '30' }, body: error('RECORD_LOCKED') }
    expect(classify(response)).not.toHaveProperty('retryAfterSeconds')
  })
})
