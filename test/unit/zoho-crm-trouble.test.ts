import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake } from './zoho-fake.ts'

const settings = { dc: 'us' }
const unique = { 'keyField.task': 'unique', 'keyField.deal': 'unique', 'keyField.account': 'unique' }
const id = (at: number) => String(770_000_000_000_555_000n + BigInt(at))

const create = (at: number, fields: Fields = { title: `Task ${at}` }): Write => ({
  op: 'create',
  key: `bt-${at}`,
  fields,
})
const update = (at: number, fields: Fields, ifVersion: string | null = null): Write => ({
  op: 'update',
  id: id(at),
  ifVersion,
  fields,
})
const remove = (at: number, ifVersion: string | null = null): Write => ({
  op: 'delete',
  id: id(at),
  ifVersion,
})

const done = (at: number, message = 'record added') => ({
  code: 'SUCCESS',
  details: { id: id(at) },
  message,
  status: 'success',
})
const failed = (code: string, details: object = {}, message = 'invalid data') => ({
  code,
  details,
  message,
  status: 'error',
})

const readBack = (request: VendorRequest): Canned => {
  const data = String(request.query?.ids)
    .split(',')
    .map(each => ({ id: each, Subject: 'As it is', Modified_Time: '2026-11-02T10:15:30+01:00' }))
  return { body: { data } }
}
const bodyOf = (call: VendorRequest | undefined) =>
  call?.json as { data: Record<string, unknown>[]; trigger: unknown }

describe('when things go wrong', () => {
  test('a call that one record spoils is sent again record by record', async () => {
    const insert = (request: VendorRequest): Canned => {
      const { data } = bodyOf(request)
      if (data.some(each => each.Subject === 'bad')) return { status: 400, body: failed('INVALID_DATA') }
      return { status: 201, body: { data: data.map((_, at) => done(at)) } }
    }
    const { session, calls } = fake(
      connector,
      { 'POST /Tasks': insert, 'GET /Tasks': readBack },
      settings,
      unique,
    )
    const writes = [create(1), create(2, { title: 'bad' }), create(3)]
    const results = await connector.write(session, 'task', writes)
    expect(results.map(result => result.ok)).toEqual([true, false, true])
    expect(calls.filter(call => call.method === 'POST')).toHaveLength(4)
  })

  test.each([
    [{ status: 429, body: failed('TOO_MANY_REQUESTS') }, 'throttled', false],
    [{ status: 500, body: failed('INTERNAL_ERROR') }, 'unavailable', true],
    [{ cut: true as const }, 'unavailable', true],
    [{ status: 201, body: '<html>' }, 'unavailable', true],
    [{ status: 201, body: { data: [] } }, 'unexpected', true],
    [{ status: 201, body: { data: [{ code: 'SUCCESS', status: 'success' }] } }, 'unexpected', true],
    [{ status: 200, body: failed('INVALID_TOKEN') }, 'unauthorized', false],
  ])('the answer %o is %s, unanswered: %s', async (canned, kind, unanswered) => {
    const { session } = fake(connector, { 'POST /Tasks': [canned] }, settings, unique)
    const [result] = await connector.write(session, 'task', [create(1)])
    expect(result).toMatchObject({ ok: false, failure: { kind }, unanswered })
  })

  test('a created record that cannot be read back is unanswered, so that it is looked for by its key', async () => {
    const post = { status: 201, body: { data: [done(1)] } }
    for (const list of [{ status: 429, body: failed('TOO_MANY_REQUESTS') }, { status: 204 }]) {
      const { session } = fake(connector, { 'POST /Tasks': [post], 'GET /Tasks': [list] }, settings, unique)
      expect(await connector.write(session, 'task', [create(1)])).toMatchObject([
        { ok: false, unanswered: true },
      ])
    }
  })

  test('an updated record that is gone by now is gone, and the update may have been made', async () => {
    const answers = { 'PUT /Tasks': [{ body: { data: [done(1)] } }], 'GET /Tasks': [{ status: 204 }] }
    const { session } = fake(connector, answers, settings, unique)
    const results = await connector.write(session, 'task', [update(1, { title: 'x' })])
    expect(results).toMatchObject([{ ok: false, failure: { kind: 'gone' }, unanswered: true }])
  })

  test.each([
    ['no field is named for the project', 'deal', { project: 'x' }, 'project'],
    ['no field is named for the progress', 'deal', { progress: 1 }, 'progress'],
  ])('nothing is sent where %s', async (_, entity, fields, field) => {
    const { session, calls } = fake(connector, {}, settings, unique)
    const results = await connector.write(session, entity, [update(1, fields)])
    expect(results).toMatchObject([{ ok: false, failure: { kind: 'rejected', field } }])
    expect(calls).toEqual([])
  })

  test('nothing is created in a module that lacks the key field', async () => {
    const { session, calls } = fake(connector, {}, settings, { 'keyField.task': 'missing' })
    expect(await connector.write(session, 'task', [create(1)])).toMatchObject([
      { ok: false, failure: { kind: 'rejected' } },
    ])
    expect(calls).toEqual([])
  })

  test('users are not written', async () => {
    const { session } = fake(connector, {}, settings, unique)
    expect(await connector.write(session, 'user', [create(1)])).toMatchObject([{ ok: false }])
  })
})

describe('deletes', () => {
  test('go in one call that runs no workflow', async () => {
    const { session, calls } = fake(
      connector,
      { 'DELETE /Tasks': [{ body: { data: [done(1), done(2)] } }] },
      settings,
    )
    const results = await connector.write(session, 'task', [remove(1), remove(2)])
    expect(results).toEqual([
      { ok: true, row: null },
      { ok: true, row: null },
    ])
    expect(calls[0]?.query).toEqual({ ids: `${id(1)},${id(2)}`, wf_trigger: false })
  })

  test.each([
    ['unchanged', readBack, '2026-11-02T09:15:30.000Z', { ok: true, row: null }],
    ['changed', readBack, '2026-11-01T00:00:00.000Z', { ok: false, failure: { kind: 'stale' } }],
    ['gone', () => ({ status: 204 }), '2026-11-01T00:00:00.000Z', { ok: false, failure: { kind: 'gone' } }],
    [
      'unread',
      () => ({ status: 429 }),
      '2026-11-01T00:00:00.000Z',
      { ok: false, failure: { kind: 'throttled' } },
    ],
  ])('of a record that is %s since it was read', async (_, list, version, expected) => {
    const answers = { 'GET /Tasks': list, 'DELETE /Tasks': [{ body: { data: [done(1)] } }] }
    const { session } = fake(connector, answers, settings, unique)
    expect(await connector.write(session, 'task', [remove(1, version)])).toMatchObject([expected])
  })
})

describe('where the CRM does not keep our key from repeating', () => {
  const rows = (keys: readonly string[]): Canned => ({
    body: { data: keys.map((Baton_Key, at) => ({ id: id(at + 50), Baton_Key })) },
  })
  const insert = (request: VendorRequest): Canned => ({
    status: 201,
    body: { data: bodyOf(request).data.map(each => done(Number(String(each.Baton_Key).slice(3)))) },
  })

  test.each([[{}], [{ 'keyField.task': 'repeatable' }]])(
    'records are asked for the keys first (%o)',
    async facts => {
      const answers = {
        'POST /coql': [rows(['bt-2', 'bt-2'])],
        'POST /Tasks': insert,
        'GET /Tasks': readBack,
      }
      const { session, calls } = fake(connector, answers, settings, { ...facts })
      expect(await connector.write(session, 'task', [create(1), create(2), create(3)])).toMatchObject([
        { ok: true, row: { id: id(1) } },
        { ok: false, failure: { kind: 'duplicate', existingId: id(50) } },
        { ok: true, row: { id: id(3) } },
      ])
      expect(JSON.stringify(calls[0]?.json)).toContain(
        "where Baton_Key in ('bt-1', 'bt-2', 'bt-3') order by id asc",
      )
    },
  )

  test('fifty keys go into one question', async () => {
    const answers = { 'POST /coql': [{ status: 204 }], 'POST /Tasks': insert, 'GET /Tasks': readBack }
    const { session, calls } = fake(connector, answers, settings)
    await connector.write(
      session,
      'task',
      Array.from({ length: 60 }, (_, at) => create(at)),
    )
    expect(calls.filter(call => call.url.endsWith('/coql'))).toHaveLength(2)
  })

  test.each([
    ['nothing is created while they cannot be asked', [{ status: 429 }], 'throttled'],
    [
      'nothing is created when the field is unknown',
      [{ status: 400, body: failed('INVALID_QUERY') }],
      'unexpected',
    ],
  ])('%s', async (_, coql, kind) => {
    const { session, calls } = fake(connector, { 'POST /coql': coql }, settings)
    expect(await connector.write(session, 'task', [create(1)])).toMatchObject([
      { ok: false, failure: { kind }, unanswered: false },
    ])
    expect(calls).toHaveLength(1)
  })
})

test('conditional updates stop where the next would meet the same failure', async () => {
  const version = '2026-11-02T09:15:30.000Z'
  const { session, calls } = fake(connector, { 'PUT /Tasks': [{ status: 429 }] }, settings)
  const writes = Array.from({ length: 25 }, (_, at) => update(at, { title: 'x' }, version))
  const results = await connector.write(session, 'task', writes)
  expect(
    results.every(result => !result.ok && result.failure.kind === 'throttled' && !result.unanswered),
  ).toBe(true)
  expect(calls).toHaveLength(10)
})
