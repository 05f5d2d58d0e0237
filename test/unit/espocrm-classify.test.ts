import { describe, expect, test } from 'vitest'
import { classify } from '../../connectors/espocrm/classify.ts'
import { fixture } from './zoho-fake.ts'

const reason = (text: string) => ({ 'x-status-reason': text })

describe('what an answer means', () => {
  const answers: readonly (readonly [
    string,
    { status?: number; headers?: object; body?: unknown },
    object,
  ])[] = [
    ['a wrong key', { status: 401, body: '' }, { kind: 'unauthorized' }],
    [
      'a missing right',
      { status: 403, headers: reason('No create access.') },
      { kind: 'forbidden', message: expect.stringContaining('No create access.') },
    ],
    ['a missing right without a word', { status: 403 }, { kind: 'forbidden' }],
    [
      'a link to nowhere',
      fixture('espocrm', 'no-target'),
      { kind: 'rejected', code: 'cannotRelateNonExisting', message: expect.stringContaining('User') },
    ],
    [
      'a person who may not be assigned',
      { status: 403, headers: reason('Assignment failure: assigned user or team not allowed.') },
      { kind: 'rejected' },
    ],
    [
      'a value that is none',
      fixture('espocrm', 'invalid'),
      { kind: 'rejected', code: 'validationFailure', message: expect.stringContaining('stage') },
    ],
    [
      'a bad request',
      { status: 400, headers: reason("Order by non-existing field 'x'.") },
      { kind: 'rejected' },
    ],
    [
      'a record that is not there',
      { status: 404, headers: reason('Record nope not found.') },
      { kind: 'gone' },
    ],
    ['a record that is not there, without a word', { status: 404, body: null }, { kind: 'gone' }],
    ['a page of another site', { status: 404, body: '<h1>Not Found</h1>' }, { kind: 'unavailable' }],
    ['an old version', fixture('espocrm', 'modified'), { kind: 'stale' }],
    [
      'an old version, by its body alone',
      { status: 409, body: { values: {}, versionNumber: 2 } },
      { kind: 'stale' },
    ],
    ['an old version, by its reason alone', { status: 409, headers: reason('modified') }, { kind: 'stale' }],
    ['a duplicate', fixture('espocrm', 'duplicate'), { kind: 'duplicate', existingId: '6b020b1b17f0d19a7' }],
    ['another conflict', { status: 409, body: '' }, { kind: 'unexpected' }],
    [
      "a proxy's limit",
      { status: 429, headers: { 'retry-after': '17' } },
      { kind: 'throttled', retryAfterSeconds: 17 },
    ],
    ['a limit without a time', { status: 429, headers: { 'retry-after': 'soon' } }, { kind: 'throttled' }],
    ['a broken server', { status: 500, body: '' }, { kind: 'unavailable' }],
    [
      'maintenance',
      { status: 503, headers: { 'retry-after': '60' } },
      { kind: 'unavailable', retryAfterSeconds: 60 },
    ],
    ['a gateway without a server', { status: 502, body: '<html>' }, { kind: 'unavailable' }],
    ['something else', { status: 418 }, { kind: 'unexpected' }],
  ]
  test.each(answers)('%s', (_, { status = 200, headers = {}, body = null }, expected) => {
    expect(classify({ status, headers: { ...headers } as Record<string, string>, body })).toMatchObject(
      expected,
    )
  })

  test('a wait is not invented', () => {
    expect(classify({ status: 429, headers: {}, body: null })).not.toHaveProperty('retryAfterSeconds')
  })
})
