import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, nameOf } from './zoho-fake.ts'

const settings = { dc: 'us' }
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

describe('what is sent', () => {
  const sent: readonly (readonly [string, string, Fields, object])[] = [
    ['a task on a deal', 'task', { deal: '5', account: '6' }, { What_Id: { id: '5' }, $se_module: 'Deals' }],
    [
      'a task on an account',
      'task',
      { deal: null, account: '6' },
      { What_Id: { id: '6' }, $se_module: 'Accounts' },
    ],
    ['a task on nothing', 'task', { deal: null }, { What_Id: null }],
    ['a task without mail to its owner', 'task', {}, { Send_Notification_Email: false }],
    ['an emptied date', 'task', { dueDate: null }, { Due_Date: null }],
    ['a person', 'task', { owner: '7' }, { Owner: { id: '7' } }],
    ['an amount', 'deal', { amount: '15000.50' }, { Amount: 15000.5 }],
    ['a link', 'deal', { account: '6' }, { Account_Name: { id: '6' } }],
    ['no amount', 'deal', { amount: null }, { Amount: null }],
    ['an account', 'account', { name: 'Zylker', phone: '1' }, { Account_Name: 'Zylker', Phone: '1' }],
  ]
  test.each(sent)('%s', async (_, entity, fields, expected) => {
    const module = { task: 'Tasks', deal: 'Deals', account: 'Accounts' }[entity] ?? ''
    const answers = {
      [`POST /${module}`]: [{ status: 201, body: { data: [done(1)] } }],
      [`GET /${module}`]: readBack,
    }
    const { session, calls } = fake(connector, answers, settings)
    await connector.write(session, entity, [create(1, fields)])
    expect(bodyOf(calls[0]).data[0]).toMatchObject({ ...expected, Baton_Key: 'bt-1' })
    expect(bodyOf(calls[0]).trigger).toEqual([])
  })

  test('read-only and unknown fields stay out', async () => {
    const answers = { 'POST /Deals': [{ body: { data: [done(1)] } }], 'GET /Deals': readBack }
    const { session, calls } = fake(connector, answers, settings)
    await connector.write(session, 'deal', [create(1, { title: 'D', won: true, nonsense: 'x' })])
    expect(Object.keys(bodyOf(calls[0]).data[0] ?? {})).toEqual(['Deal_Name', 'Baton_Key'])
  })

  test('custom fields go where the settings say', async () => {
    const answers = { 'PUT /Deals': [{ body: { data: [done(1)] } }], 'GET /Deals': readBack }
    const named = { ...settings, projectField: 'Project_Link', progressField: 'Done' }
    const { session, calls } = fake(connector, answers, named)
    await connector.write(session, 'deal', [
      update(1, { project: 'https://pm.example.test/1', progress: 40 }),
    ])
    expect(bodyOf(calls[0]).data[0]).toEqual({
      Project_Link: 'https://pm.example.test/1',
      Done: 40,
      id: id(1),
    })
  })
})

describe('results', () => {
  test('come in order, from as few calls as there can be, with the rows as they now are', async () => {
    const answers = {
      'POST /Tasks': [
        { status: 207, body: { data: [done(1), failed('MANDATORY_NOT_FOUND', { api_name: 'Subject' })] } },
      ],
      'PUT /Tasks': [
        { body: { data: [done(3, 'record updated')] } },
        { status: 412, body: { data: [failed('ALREADY_MODIFIED', { id: id(4) })] } },
      ],
      'DELETE /Tasks': [
        { status: 207, body: { data: [failed('INVALID_DATA', { id: id(5) }, 'record not deleted')] } },
      ],
      'GET /Tasks': readBack,
    }
    const { session, calls } = fake(connector, answers, settings)
    const writes = [
      update(3, { title: 'c' }),
      create(1),
      update(4, { title: 'd' }, '2026-11-02T09:15:30.000Z'),
      create(2),
      remove(5),
    ]
    const results = await connector.write(session, 'task', writes)
    expect(results).toMatchObject([
      { ok: true, row: { id: id(3), fields: { title: 'As it is' } } },
      { ok: true, row: { id: id(1) } },
      { ok: false, failure: { kind: 'stale' }, unanswered: false },
      { ok: false, failure: { kind: 'rejected', field: 'title', code: 'MANDATORY_NOT_FOUND' } },
      { ok: false, failure: { kind: 'gone' } },
    ])
    expect(calls.map(nameOf)).toEqual([
      'POST /Tasks',
      'PUT /Tasks',
      'PUT /Tasks',
      'DELETE /Tasks',
      'GET /Tasks',
    ])
  })

  test('a conditional update carries the version as ISO time with whole seconds', async () => {
    const answers = { 'PUT /Tasks': [{ body: { data: [done(1)] } }], 'GET /Tasks': readBack }
    const { session, calls } = fake(connector, answers, settings)
    await connector.write(session, 'task', [update(1, { title: 'x' }, '2026-11-02T09:15:30.000Z')])
    expect(calls[0]?.headers).toEqual({ 'if-unmodified-since': '2026-11-02T09:15:30+00:00' })
  })

  test('a hundred records are one call that costs ten credits', async () => {
    const insert = (request: VendorRequest): Canned => ({
      status: 201,
      body: { data: bodyOf(request).data.map((_, at) => done(at)) },
    })
    const { session, calls } = fake(connector, { 'POST /Tasks': insert, 'GET /Tasks': readBack }, settings)
    await connector.write(
      session,
      'task',
      Array.from({ length: 120 }, (_, at) => create(at)),
    )
    const posts = calls.filter(call => call.method === 'POST')
    expect(posts.map(call => [bodyOf(call).data.length, call.weight])).toEqual([
      [100, 10],
      [20, 2],
    ])
  })

  test('a repeated key is a duplicate, another repeated field is a refusal', async () => {
    const details = (api_name: string) => ({ api_name, duplicate_record: { id: id(9) } })
    const several = {
      errors: [failed('DUPLICATE_DATA', details('Code')), failed('DUPLICATE_DATA', details('Baton_Key'))],
    }
    const data = [
      failed('DUPLICATE_DATA', details('Baton_Key')),
      failed('DUPLICATE_DATA', details('Subject')),
      failed('MULTIPLE_OR_MULTI_ERRORS', several),
    ]
    const { session } = fake(connector, { 'POST /Tasks': [{ status: 400, body: { data } }] }, settings)
    const results = await connector.write(session, 'task', [create(1), create(2), create(3)])
    expect(results).toMatchObject([
      { ok: false, failure: { kind: 'duplicate', existingId: id(9) } },
      { ok: false, failure: { kind: 'rejected', existingId: id(9), field: 'title' } },
      { ok: false, failure: { kind: 'duplicate', existingId: id(9) } },
    ])
  })

  test.each([
    ['What_Id', 'deal'],
    ['Due_Date', 'dueDate'],
    ['Elsewhere', undefined],
  ])('a complaint about %s names our field %s', async (api_name, field) => {
    const body = { data: [failed('INVALID_DATA', { api_name })] }
    const { session } = fake(connector, { 'POST /Tasks': [{ status: 400, body }] }, settings)
    const [result] = await connector.write(session, 'task', [create(1)])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected' } })
    expect(result?.ok === false && result.failure.field).toBe(field)
  })
})

describe('when things go wrong', () => {
  test('a call that one record spoils is sent again record by record', async () => {
    const insert = (request: VendorRequest): Canned => {
      const { data } = bodyOf(request)
      if (data.some(each => each.Subject === 'bad')) return { status: 400, body: failed('INVALID_DATA') }
      return { status: 201, body: { data: data.map((_, at) => done(at)) } }
    }
    const { session, calls } = fake(connector, { 'POST /Tasks': insert, 'GET /Tasks': readBack }, settings)
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
    const { session } = fake(connector, { 'POST /Tasks': [canned] }, settings)
    const [result] = await connector.write(session, 'task', [create(1)])
    expect(result).toMatchObject({ ok: false, failure: { kind }, unanswered })
  })

  test('a created record that cannot be read back is unanswered, so that it is looked for by its key', async () => {
    const post = { status: 201, body: { data: [done(1)] } }
    for (const list of [{ status: 429, body: failed('TOO_MANY_REQUESTS') }, { status: 204 }]) {
      const { session } = fake(connector, { 'POST /Tasks': [post], 'GET /Tasks': [list] }, settings)
      expect(await connector.write(session, 'task', [create(1)])).toMatchObject([
        { ok: false, unanswered: true },
      ])
    }
  })

  test('an updated record that is gone by now is gone', async () => {
    const answers = { 'PUT /Tasks': [{ body: { data: [done(1)] } }], 'GET /Tasks': [{ status: 204 }] }
    const { session } = fake(connector, answers, settings)
    const results = await connector.write(session, 'task', [update(1, { title: 'x' })])
    expect(results).toMatchObject([{ ok: false, failure: { kind: 'gone' }, unanswered: false }])
  })

  test.each([
    ['no field is named for the project', 'deal', { project: 'x' }, 'project'],
    ['no field is named for the progress', 'deal', { progress: 1 }, 'progress'],
  ])('nothing is sent where %s', async (_, entity, fields, field) => {
    const { session, calls } = fake(connector, {}, settings)
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
    const { session } = fake(connector, {}, settings)
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
    const { session } = fake(connector, answers, settings)
    expect(await connector.write(session, 'task', [remove(1, version)])).toMatchObject([expected])
  })
})
