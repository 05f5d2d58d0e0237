import { describe, expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import type { VendorRequest } from '../../src/spi/index.ts'
import { type Canned, fake, fixture } from './zoho-fake.ts'

const settings = { url: 'https://crm.example.test/' }
const facts = { timeZone: 'Europe/Berlin', 'keyField.task': 'present' }
const [day, timed] = [fixture('espocrm', 'task-day').body, fixture('espocrm', 'task-time').body] as [
  Record<string, unknown>,
  Record<string, unknown>,
]
const list = (...records: readonly unknown[]): Canned => ({ body: { total: records.length, list: records } })
const id = (at: number) => `6b${at.toString(16).padStart(15, '0')}`
const desk = (answers: Parameters<typeof fake>[1], known: Record<string, string> = facts) =>
  fake(connector, answers, settings, known)
const queryOf = (call: VendorRequest | undefined) => call?.query ?? {}

describe('fetch', () => {
  test('asks for many at once and leaves out what is deleted', async () => {
    const { session, calls } = desk({ 'GET /Task': [list(day)], [`GET /Task/${id(9)}`]: [{ status: 404 }] })
    const rows = await connector.fetch(session, 'task', [String(day.id), id(9), String(day.id)])
    expect(rows.map(row => row.id)).toEqual([day.id])
    expect(queryOf(calls[0])).toMatchObject({
      'where[0][type]': 'in',
      'where[0][attribute]': 'id',
      'where[0][value][0]': day.id,
      'where[0][value][1]': id(9),
      maxSize: 200,
    })
  })

  test('names no attributes, because a list that does cuts long texts', async () => {
    const { session, calls } = desk({ 'GET /Task': [list(day)] })
    await connector.fetch(session, 'task', [String(day.id)])
    expect(queryOf(calls[0])).not.toHaveProperty('select')
  })

  test('a record that our role may not see is no deleted one', async () => {
    const hidden = { status: 403, headers: { 'x-status-reason': 'No read access.' } }
    const { session } = desk({ 'GET /Task': [list()], [`GET /Task/${id(9)}`]: [hidden] })
    await expect(connector.fetch(session, 'task', [id(9)])).rejects.toMatchObject({
      failure: { kind: 'forbidden' },
    })
  })

  test('a record that a list missed is there when it answers by itself', async () => {
    const { session } = desk({ 'GET /Task': [list()], [`GET /Task/${day.id}`]: [{ body: day }] })
    expect(await connector.fetch(session, 'task', [String(day.id)])).toHaveLength(1)
  })

  test('goes on in parts, so that an address stays short', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => id(at))
    const inPart = ({ query = {} }: VendorRequest) =>
      list(...ids.filter(one => Object.values(query).includes(one)).map(one => ({ ...day, id: one })))
    const { session, calls } = desk({ 'GET /Task': inPart })
    expect(await connector.fetch(session, 'task', ids)).toHaveLength(200)
    const lengths = calls.map(call => new URLSearchParams(queryOf(call) as Record<string, string>).size)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(90)
  })

  test('ids that are none are not asked for', async () => {
    const { session, calls } = desk({})
    expect(await connector.fetch(session, 'task', ['', '0', 'a b', '1&x=2'])).toEqual([])
    expect(calls).toEqual([])
  })

  test('one that cannot be read is named and stops nobody else', async () => {
    const odd = { ...day, id: id(3), modifiedAt: { date: 'yesterday' } }
    const { session } = desk({ 'GET /Task': [list(odd, day)] })
    const rows = await connector.fetch(session, 'task', [id(3), String(day.id)])
    expect(rows.map(row => row.unread)).toEqual([{ '': expect.stringContaining('modifiedAt') }, undefined])
    expect(JSON.stringify(rows)).not.toContain('yesterday')
  })

  test('nor does one that is read by itself', async () => {
    const { session } = desk({ 'GET /Task': [list()], [`GET /Task/${day.id}`]: [{ body: { id: 7 } }] })
    const [row] = await connector.fetch(session, 'task', [String(day.id)])
    expect(row).toMatchObject({ id: day.id, unread: { '': expect.any(String) } })
  })

  test('users; of our own, which no list has, by itself, and an inactive one not at all', async () => {
    const [ada] = (fixture('espocrm', 'users').body as { list: object[] }).list
    const { session } = desk({
      'GET /User': [fixture('espocrm', 'users')],
      'GET /User/baton': [{ body: { ...ada, id: 'baton', userName: 'baton' } }],
      'GET /User/gone': [{ status: 403, headers: { 'x-status-reason': "No 'read' access." } }],
    })
    const rows = await connector.fetch(session, 'user', ['6a00000000000a001', 'baton', 'gone'])
    expect(rows.map(row => row.fields.login)).toEqual(['ada', 'cy', 'baton'])
    expect(rows[0]?.fields).toEqual({
      name: 'Ada Sync',
      email: 'ada@example.test',
      active: true,
      login: 'ada',
    })
  })
})

describe('find', () => {
  test('the oldest record with the key', async () => {
    const { session, calls } = desk({ 'GET /Task': [list(day)] })
    expect((await connector.find(session, 'task', 'bt-task-1', {}))?.id).toBe(day.id)
    expect(queryOf(calls[0])).toMatchObject({
      'where[0][attribute]': 'cBatonKey',
      'where[0][value]': 'bt-task-1',
      orderBy: 'createdAt',
      order: 'asc',
      maxSize: 1,
    })
  })

  test('nothing where records cannot carry it', async () => {
    const { session, calls } = desk({}, { 'keyField.task': 'missing' })
    expect(await connector.find(session, 'task', 'bt-task-1', {})).toBeNull()
    expect(calls).toEqual([])
  })
})

describe('pull', () => {
  const ask = { entity: 'task', since: '2026-11-21T21:00:00.000Z', cursor: null }
  const many = (start: number, modifiedAt: string) =>
    Array.from({ length: 200 }, (_, at) => ({ ...timed, id: id(start + at), modifiedAt }))

  test('what changed at or after a moment, oldest first', async () => {
    const { session, calls } = desk({ 'GET /Task': [list(day, timed)] })
    const page = await connector.pull(session, ask)
    expect(page).toMatchObject({ gone: [], next: null })
    expect(page.rows.map(row => row.id)).toEqual([day.id, timed.id])
    expect(queryOf(calls[0])).toMatchObject({
      'where[0][type]': 'greaterThanOrEquals',
      'where[0][attribute]': 'modifiedAt',
      'where[0][value]': '2026-11-21 21:00:00',
      orderBy: 'modifiedAt',
      order: 'asc',
      offset: 0,
    })
  })

  test('a full page goes on after its last record, also within one second', async () => {
    const { session, calls } = desk({ 'GET /Task': [list(...many(0, '2026-11-21 21:30:00')), list()] })
    const first = await connector.pull(session, ask)
    const second = await connector.pull(session, { ...ask, cursor: first.next })
    expect(second.next).toBeNull()
    expect(queryOf(calls[1])).toMatchObject({
      'where[0][type]': 'or',
      'where[0][value][0][type]': 'greaterThan',
      'where[0][value][0][value]': '2026-11-21 21:30:00',
      'where[0][value][1][type]': 'and',
      'where[0][value][1][value][0][type]': 'equals',
      'where[0][value][1][value][0][value]': '2026-11-21 21:30:00',
      'where[0][value][1][value][1][type]': 'greaterThan',
      'where[0][value][1][value][1][attribute]': 'id',
      'where[0][value][1][value][1][value]': id(199),
    })
  })

  test('everything: first the records that never changed, then all others', async () => {
    const undated = { ...timed, modifiedAt: null }
    const { session, calls } = desk({ 'GET /Task': [list(undated), list(day)] })
    const first = await connector.pull(session, { ...ask, since: null })
    const second = await connector.pull(session, { ...ask, since: null, cursor: first.next })
    expect([...first.rows, ...second.rows].map(row => row.id)).toEqual([timed.id, day.id])
    expect(second.next).toBeNull()
    expect(queryOf(calls[0])).toMatchObject({ 'where[0][type]': 'isNull', orderBy: 'id' })
  })

  test.each([
    ['task', 'parentId'],
    ['deal', 'accountId'],
  ])('only each %s of one record', async (entity, attribute) => {
    const { session, calls } = desk({ 'GET /Task': [list()], 'GET /Opportunity': [list()] })
    await connector.pull(session, { ...ask, entity, within: id(7) })
    expect(queryOf(calls[0])).toMatchObject({ 'where[1][attribute]': attribute, 'where[1][value]': id(7) })
  })

  test('a full page on which nobody tells a time is no end', async () => {
    const { session } = desk({ 'GET /Task': [list(...many(0, 'soon'))] })
    await expect(connector.pull(session, ask)).rejects.toMatchObject({ failure: { kind: 'unexpected' } })
  })

  test('a cursor that is none of ours is refused', async () => {
    const { session } = desk({})
    await expect(connector.pull(session, { ...ask, cursor: '{"phase":"page 2"}' })).rejects.toThrow()
  })

  test.each([
    ['a page for people', '<html>', 'unavailable'],
    ['a record that cannot be named', { list: [{ name: 'no id' }] }, 'unexpected'],
    ['nothing', null, 'unexpected'],
  ])('%s instead of a list', async (_, body, kind) => {
    const { session } = desk({ 'GET /Task': [{ body }] })
    await expect(connector.pull(session, ask)).rejects.toMatchObject({ failure: { kind } })
  })
})
