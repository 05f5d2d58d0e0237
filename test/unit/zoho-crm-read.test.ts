import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import type { VendorRequest } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { dc: 'eu' }
const none: Canned = { status: 204 }
const tasks = fixture('zoho-crm', 'tasks')
const big = (at: number) => String(770_000_000_000_000_000n + BigInt(at))

const record = (id: string) => ({ id, Subject: `Task ${id}`, Modified_Time: '2026-11-02T10:15:30+01:00' })

/** The list call as the CRM answers it: only what is there, 204 for nothing. */
function listOf(present: (id: string) => boolean) {
  return (request: VendorRequest): Canned => {
    const data = String(request.query?.ids).split(',').filter(present).map(record)
    return data.length === 0 ? none : { body: { data, info: { more_records: false } } }
  }
}

describe('fetch', () => {
  test('asks once for each hundred ids and leaves out what is not there', async () => {
    const { session, calls } = fake(connector, { 'GET /Tasks': listOf(id => id !== big(7)) }, settings)
    const ids = Array.from({ length: 150 }, (_, at) => big(at))
    const rows = await connector.fetch(session, 'task', [...ids, big(3), 'nonsense'])
    expect(rows).toHaveLength(149)
    expect(calls.map(call => String(call.query?.ids).split(',').length)).toEqual([100, 50])
  })

  test('names its fields, its host, its limit', async () => {
    const { session, calls } = fake(
      connector,
      { 'GET /Tasks': [tasks] },
      { ...settings, keyField: 'Our_Key' },
    )
    await connector.fetch(session, 'task', ['770000000000555001'])
    const fields =
      'Modified_Time,Modified_By,What_Id,$se_module,Our_Key,Subject,Description,Due_Date,Priority,Status,Owner'
    expect(calls).toMatchObject([
      { method: 'GET', limit: ['credits', 'calls'], query: { ids: '770000000000555001', fields } },
    ])
    expect(new URL(calls[0]?.url ?? '').origin).toBe('https://www.zohoapis.eu')
  })

  test('does not ask for a key field that is known to be missing', async () => {
    const facts = { 'keyField.task': 'missing' }
    const { session, calls } = fake(connector, { 'GET /Tasks': [tasks] }, settings, facts)
    await connector.fetch(session, 'task', ['770000000000555001'])
    expect(String(calls[0]?.query?.fields)).not.toContain('Baton_Key')
  })

  test.each([
    ['nothing is asked', [], 0],
    ['no id is one of the CRM', ['', "1' or '1", 'abc'], 0],
  ])('sends nothing when %s', async (_, ids, count) => {
    const { session, calls } = fake(connector, {}, settings)
    expect(await connector.fetch(session, 'task', ids)).toEqual([])
    expect(calls).toHaveLength(count)
  })

  test('one unknown id does not hide the others, even where it fails the list', async () => {
    const invalid = {
      code: 'INVALID_DATA',
      details: { api_name: 'id' },
      message: 'the id given seems to be invalid',
      status: 'error',
    }
    const list = (request: VendorRequest): Canned =>
      String(request.query?.ids).includes(big(2))
        ? { status: 400, body: invalid }
        : listOf(() => true)(request)
    const { session } = fake(connector, { 'GET /Tasks': list }, settings)
    const rows = await connector.fetch(session, 'task', [big(1), big(2), big(3), big(4)])
    expect(rows.map(row => row.id)).toEqual([big(1), big(3), big(4)])
  })

  test('users come by id from the list of all users', async () => {
    const { session, calls } = fake(connector, { 'GET /users': [fixture('zoho-crm', 'users')] }, settings)
    const rows = await connector.fetch(session, 'user', ['770000000000101003'])
    expect(rows.map(row => row.fields.name)).toEqual(['Di Old'])
    expect(calls[0]?.query).toMatchObject({ type: 'AllUsers', ids: '770000000000101003' })
  })

  test.each([
    ['text instead of JSON', '<html>', 'unavailable'],
    ['another shape', { records: [] }, 'unexpected'],
    [
      'an error under a good status',
      { code: 'INVALID_TOKEN', message: 'x', details: {}, status: 'error' },
      'unauthorized',
    ],
  ])('refuses %s', async (_, body, kind) => {
    const { session } = fake(connector, { 'GET /Tasks': [{ body }] }, settings)
    await expect(connector.fetch(session, 'task', ['1'])).rejects.toMatchObject({ failure: { kind } })
  })
})

describe('find', () => {
  test('asks the records themselves for the key, and reads the row whole', async () => {
    const answers = { 'POST /coql': [fixture('zoho-crm', 'coql')], 'GET /Tasks': [tasks] }
    const { session, calls } = fake(connector, answers, settings)
    const row = await connector.find(session, 'task', "bt-1'2", {})
    expect(row?.id).toBe('770000000000555001')
    expect(calls[0]?.json).toEqual({
      select_query:
        "select id, Modified_Time, Baton_Key from Tasks where Baton_Key = 'bt-1''2' order by id asc limit 0, 200",
    })
  })

  test('finds nothing', async () => {
    const { session } = fake(connector, { 'POST /coql': [none] }, settings)
    expect(await connector.find(session, 'task', 'bt-1', {})).toBeNull()
  })
})

const page = (ids: readonly string[], more: boolean): Canned => ({
  body: {
    data: ids.map(id => ({ id, Modified_Time: '2026-11-02T10:15:30+01:00' })),
    info: { more_records: more },
  },
})

async function pullAll(
  session: Parameters<typeof connector.pull>[0],
  entity: string,
  since: string | null,
  within?: string,
) {
  const pages = []
  let cursor: string | null = null
  do {
    const ask = { entity, since, cursor, ...(within === undefined ? {} : { within }) }
    const next: Awaited<ReturnType<typeof connector.pull>> = await connector.pull(session, ask)
    pages.push(next)
    cursor = next.next
  } while (cursor !== null)
  return {
    rows: pages.flatMap(each => each.rows),
    gone: pages.flatMap(each => each.gone),
    pages: pages.length,
  }
}

describe('pull', () => {
  test('walks the changes by time and id, then the deletions', async () => {
    const answers = {
      'POST /coql': [page([big(1), big(2)], true), page([big(3)], false)],
      'GET /Tasks': listOf(() => true),
      'GET /Tasks/deleted': [fixture('zoho-crm', 'deleted')],
    }
    const { session, calls } = fake(connector, answers, settings)
    const { rows, gone, pages } = await pullAll(session, 'task', '2026-11-02T08:00:00.900Z')
    expect(rows.map(row => row.id)).toEqual([big(1), big(2), big(3)])
    expect(gone).toEqual(['770000000000555009'])
    expect(pages).toBe(3)
    const queries = calls.filter(call => nameOf(call) === 'POST /coql').map(call => call.json)
    const asked = (time: string, id: string) => ({
      select_query: `select id, Modified_Time from Tasks where ((Modified_Time > '${time}') or (Modified_Time = '${time}' and id > ${id})) order by Modified_Time asc, id asc limit 0, 200`,
    })
    expect(queries).toEqual([
      asked('2026-11-02T08:00:00+00:00', '0'),
      asked('2026-11-02T09:15:30+00:00', big(2)),
    ])
  })

  test('the deletions are asked for since the same moment, page by page', async () => {
    const more = {
      body: { ...(fixture('zoho-crm', 'deleted').body as object), info: { more_records: true } },
    }
    const answers = { 'POST /coql': [none], 'GET /Tasks/deleted': [more, none] }
    const { session, calls } = fake(connector, answers, settings)
    await pullAll(session, 'task', '2026-11-01T00:00:00.000Z')
    const feed = calls.filter(call => nameOf(call) === 'GET /Tasks/deleted')
    expect(feed.map(call => call.query?.page)).toEqual([1, 2])
    expect(feed[0]?.headers).toEqual({ 'if-modified-since': '2026-11-01T00:00:00+00:00' })
  })

  test.each([[204], [304]])('an answer of HTTP %i means that nothing was deleted', async status => {
    const { session } = fake(
      connector,
      { 'POST /coql': [none], 'GET /Deals/deleted': [{ status }] },
      settings,
    )
    expect(await pullAll(session, 'deal', '2026-11-01T00:00:00.000Z')).toMatchObject({ rows: [], gone: [] })
  })

  test('reading everything starts at the beginning and asks for no deletions', async () => {
    const { session, calls } = fake(connector, { 'POST /coql': [none] }, settings)
    expect(await pullAll(session, 'account', null)).toEqual({ rows: [], gone: [], pages: 1 })
    expect(JSON.stringify(calls[0]?.json)).toContain("'1970-01-01T00:00:00+00:00'")
  })

  test('only the children of a row where they are asked for', async () => {
    const both = {
      body: {
        data: [
          { ...record(big(1)), What_Id: { id: '5' }, $se_module: 'Deals' },
          { ...record(big(2)), What_Id: { id: '6' }, $se_module: 'Deals' },
        ],
      },
    }
    const answers = { 'POST /coql': [page([big(1), big(2)], false)], 'GET /Tasks': [both] }
    const { session } = fake(connector, answers, settings)
    const { rows } = await pullAll(session, 'task', null, '5')
    expect(rows.map(row => row.id)).toEqual([big(1)])
  })

  test('users page by page, whenever they changed', async () => {
    const users = fixture('zoho-crm', 'users')
    const more = { body: { ...(users.body as object), info: { more_records: true } } }
    const { session, calls } = fake(connector, { 'GET /users': [more, users] }, settings)
    const { rows } = await pullAll(session, 'user', '2026-11-01T00:00:00.000Z')
    expect(rows).toHaveLength(4)
    expect(calls.map(call => call.query?.page)).toEqual([1, 2])
  })

  test('a cursor that is none of ours is refused', async () => {
    const { session } = fake(connector, {}, settings)
    const ask = { entity: 'task', since: null, cursor: '{"phase":"changed","time":"x\'","id":"1 or 1"}' }
    await expect(connector.pull(session, ask)).rejects.toThrow()
  })
})
