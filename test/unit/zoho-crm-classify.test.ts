import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { FailureKind } from '../../src/spi/index.ts'

const { classify } = connector

const error = (code: string, message = 'said', details: object = {}) => ({
  code,
  message,
  details,
  status: 'error',
})

test('an error counts wherever it stands', () => {
  const kind = (body: unknown) => classify({ status: 400, headers: {}, body }).kind
  const locked = error('RECORD_LOCKED')
  for (const body of [locked, { data: [locked] }, { watch: [locked] }]) expect(kind(body)).toBe('rejected')
})

test('a record without an error does not hide the one that has it', () => {
  const body = {
    data: [{ code: 'SUCCESS', details: { id: '1' }, status: 'success' }, error('RECORD_LOCKED')],
  }
  expect(classify({ status: 207, headers: {}, body })).toMatchObject({ code: 'RECORD_LOCKED' })
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

test('a token error counts whatever the status', () => {
  const response = { status: 200, headers: {}, body: { error: 'invalid_code' } }
  expect(connector.auth.readToken(response)).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
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
