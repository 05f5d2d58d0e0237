import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, nameOf } from './zoho-fake.ts'

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
    const { session, calls } = fake(connector, answers, settings, unique)
    await connector.write(session, entity, [create(1, fields)])
    expect(bodyOf(calls[0]).data[0]).toMatchObject({ ...expected, Baton_Key: 'bt-1' })
    expect(bodyOf(calls[0]).trigger).toEqual([])
  })

  test('read-only and unknown fields stay out', async () => {
    const answers = { 'POST /Deals': [{ body: { data: [done(1)] } }], 'GET /Deals': readBack }
    const { session, calls } = fake(connector, answers, settings, unique)
    await connector.write(session, 'deal', [create(1, { title: 'D', won: true, nonsense: 'x' })])
    expect(Object.keys(bodyOf(calls[0]).data[0] ?? {})).toEqual(['Deal_Name', 'Baton_Key'])
  })

  test('custom fields go where the settings say', async () => {
    const answers = { 'PUT /Deals': [{ body: { data: [done(1)] } }], 'GET /Deals': readBack }
    const named = { ...settings, projectField: 'Project_Link', progressField: 'Done' }
    const { session, calls } = fake(connector, answers, named, unique)
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
    const { session, calls } = fake(connector, answers, settings, unique)
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
    const { session, calls } = fake(connector, answers, settings, unique)
    await connector.write(session, 'task', [update(1, { title: 'x' }, '2026-11-02T09:15:30.000Z')])
    expect(calls[0]?.headers).toEqual({ 'if-unmodified-since': '2026-11-02T09:15:30+00:00' })
  })

  test('a hundred records are one call that costs ten credits', async () => {
    const insert = (request: VendorRequest): Canned => ({
      status: 201,
      body: { data: bodyOf(request).data.map((_, at) => done(at)) },
    })
    const { session, calls } = fake(
      connector,
      { 'POST /Tasks': insert, 'GET /Tasks': readBack },
      settings,
      unique,
    )
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
    const { session } = fake(
      connector,
      { 'POST /Tasks': [{ status: 400, body: { data } }] },
      settings,
      unique,
    )
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
    const { session } = fake(connector, { 'POST /Tasks': [{ status: 400, body }] }, settings, unique)
    const [result] = await connector.write(session, 'task', [create(1)])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected' } })
    expect(result?.ok === false && result.failure.field).toBe(field)
  })
})
