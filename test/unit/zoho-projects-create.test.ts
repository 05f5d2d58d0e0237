import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { Facts, Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, nameOf } from './zoho-fake.ts'

const settings = { dc: 'us', portal: 'zylkerpm' }
const statuses = JSON.stringify([
  { id: '1068', name: 'Open' },
  { id: '1071', name: 'Closed' },
  { id: '1080', name: 'Waiting' },
  { id: '1081', name: 'Waiting' },
])
const facts: Facts = { portal: '60000001', portalName: 'zylkerpm', timeZone: 'Europe/Berlin', statuses }

const whole = {
  id: '2',
  name: 'Kick-off',
  description: '<div>Agenda</div>',
  status: { id: '1068', name: 'Open', is_closed_type: false },
  project: { id: '1' },
  tasklist: { id: '15001', name: 'General' },
  end_date: '2026-11-20T16:30:00.000Z',
  created_time: '2026-11-03T09:00:00.000Z',
  last_modified_time: '2026-11-03T10:00:00.000Z',
  owners_and_work: { owners: [{ zpuid: '7', zuid: 70 }] },
}
const seen = '2026-11-03T10:00:00.000Z'
const oneTask = '/projects/1/tasks/2'
const empty: Canned = { status: 204 }

const open = (answers: Parameters<typeof fake>[1], more: Facts = {}) =>
  fake(connector, answers, settings, { ...facts, ...more })
const sentIn = (calls: readonly VendorRequest[], name: string) =>
  calls.find(call => nameOf(call) === name)?.json
const create = (fields: Fields, key = 'bt-1'): Write => ({ op: 'create', key, fields })

describe('a new task', () => {
  test('carries our key and is due in the evening', async () => {
    const { session, calls } = open({
      'GET /projects/1/tasks': [empty],
      'POST /projects/1/tasks': [{ status: 201, body: [whole] }],
    })
    const fields = { project: '1', title: 'New', dueDate: '2026-12-01', owner: [], tasklist: null }
    expect(await connector.write(session, 'task', [create(fields)])).toMatchObject([
      { ok: true, row: { id: '1/2' } },
    ])
    expect(sentIn(calls, 'POST /projects/1/tasks')).toEqual({
      name: 'New',
      end_date: '2026-12-01T16:00:00.000Z',
      cf_baton_key: 'bt-1',
    })
  })

  test('is not made twice', async () => {
    const list = { body: { tasks: [{ ...whole, cf_baton_key: 'bt-1' }], page_info: { has_next_page: true } } }
    const { session, calls } = open({ 'GET /projects/1/tasks': [list] })
    const results = await connector.write(session, 'task', [create({ project: '1', title: 'New' })])
    expect(results).toMatchObject([{ ok: true, row: { id: '1/2' } }])
    expect(calls).toHaveLength(1)
  })

  test.each([
    ['the connection is cut', { cut: true as const }, 'unavailable', true],
    ['the answer is no JSON', { status: 201, body: '<html>' }, 'unavailable', true],
    ['the answer is something else', { status: 201, body: {} }, 'unexpected', true],
    ['the project is gone', { status: 410 }, 'gone', false],
    [
      'a key is unknown',
      { status: 400, body: { error: { title: 'INVALID_PARAMETER_VALUE' } } },
      'rejected',
      false,
    ],
  ])('when %s', async (_, canned, kind, unanswered) => {
    const { session } = open({ 'GET /projects/1/tasks': [empty], 'POST /projects/1/tasks': [canned] })
    const [result] = await connector.write(session, 'task', [create({ project: '1', title: 'New' })])
    expect(result).toMatchObject({ ok: false, failure: { kind }, unanswered })
  })

  test('needs a project', async () => {
    expect(await connector.write(open({}).session, 'task', [create({ title: 'New' })])).toMatchObject([
      { ok: false, failure: { kind: 'rejected', field: 'project' } },
    ])
  })
})

describe('a deleted task', () => {
  const remove = (ifVersion: string | null): Write => ({ op: 'delete', id: '1/2', ifVersion })
  test.each([
    ['is gone', null, [empty], { ok: true, row: null }, 1],
    ['is gone when it was as seen', seen, [empty], { ok: true, row: null }, 2],
    [
      'stays when it changed',
      '2026-11-01T00:00:00.000Z',
      [empty],
      { ok: false, failure: { kind: 'stale' } },
      1,
    ],
    ['was gone already', null, [{ status: 404 }], { ok: false, failure: { kind: 'gone' } }, 1],
  ])('%s', async (_, version, answers, expected, count) => {
    const { session, calls } = open({ [`GET ${oneTask}`]: [{ body: whole }], [`DELETE ${oneTask}`]: answers })
    expect(await connector.write(session, 'task', [remove(version)])).toMatchObject([expected])
    expect(calls).toHaveLength(count)
  })
})

test('a client is created by its name and never changed', async () => {
  const { session, calls } = open({ 'POST /clients': [{ status: 201, body: { id: '70', name: 'Zylker' } }] })
  const writes: Write[] = [
    create({ name: 'Zylker' }),
    { op: 'update', id: '70', ifVersion: null, fields: { name: 'Z' } },
  ]
  expect(await connector.write(session, 'client', writes)).toMatchObject([
    { ok: true, row: { id: '70', fields: { name: 'Zylker' } } },
    { ok: false, failure: { kind: 'rejected' } },
  ])
  expect(sentIn(calls, 'POST /clients')).toEqual({ name: 'Zylker' })
})

test('users are not written', async () => {
  expect(await connector.write(open({}).session, 'user', [create({})])).toMatchObject([{ ok: false }])
})
