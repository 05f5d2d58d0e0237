import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { Facts, Fields, VendorRequest, Write } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

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
  tags: [{ id: '31', name: 'Red' }],
  end_date: '2026-11-20T16:30:00.000Z',
  created_time: '2026-11-03T09:00:00.000Z',
  last_modified_time: '2026-11-03T10:00:00.000Z',
  owners_and_work: { owners: [{ zpuid: '7', zuid: 70 }] },
}
const seen = '2026-11-03T10:00:00.000Z'
const oneTask = '/projects/1/tasks/2'
const empty: Canned = { status: 204 }
const unknownUrl: Canned = {
  status: 400,
  body: { error: { title: 'URL_RULE_NOT_CONFIGURED', status_code: '400' } },
}

const open = (answers: Parameters<typeof fake>[1], more: Facts = {}) =>
  fake(connector, answers, settings, { ...facts, ...more })
const sentIn = (calls: readonly VendorRequest[], name: string) =>
  calls.find(call => nameOf(call) === name)?.json
const update = (fields: Fields, ifVersion: string | null = null): Write => ({
  op: 'update',
  id: '1/2',
  ifVersion,
  fields,
})

describe('changing a task sends', () => {
  const cases: readonly (readonly [string, Fields, object])[] = [
    ['its name', { title: 'New' }, { name: 'New' }],
    ['its description', { description: '<p>New</p>' }, { description: '<p>New</p>' }],
    ['an emptied description', { description: null }, { description: '' }],
    ['a day at the time it had', { dueDate: '2026-12-01' }, { end_date: '2026-12-01T16:30:00.000Z' }],
    [
      'a day across daylight saving at the time it had',
      { dueDate: '2027-06-01' },
      { end_date: '2027-06-01T15:30:00.000Z' },
    ],
    ['no day', { dueDate: null }, { end_date: null }],
    ['its priority', { priority: 'high' }, { priority: 'high' }],
    ['no priority', { priority: null }, { priority: 'none' }],
    ["its status by the portal's list", { status: 'Closed' }, { status: { id: '1071' } }],
    ['the status it has', { status: 'Open' }, { status: { id: '1068' } }],
    ['its owners', { owner: ['8', '9'] }, { owners_and_work: { owners: [{ zpuid: '8' }, { zpuid: '9' }] } }],
    ['nobody', { owner: [] }, { owners_and_work: { owners: { remove: [{ zpuid: '7' }] } } }],
    ['its parent', { parent: '1/9' }, { parental_info: { parent_task_id: '9' } }],
    ['its list by id', { tasklist: '15002' }, { tasklist: { id: '15002' } }],
    ['its list by name', { tasklist: 'From the CRM' }, { tasklist: { id: '2490000000015002' } }],
    ['a tag beside the one it has', { tags: ['Red', 'CRM'] }, { tags: { add: ['32'], remove: [] } }],
    ['a tag taken off', { tags: [] }, { tags: { add: [], remove: ['31'] } }],
    ['nothing of tags that it has', { title: 'New', tags: ['Red'] }, { name: 'New' }],
    ['nothing of fields that are shown only', { title: 'New', closed: true, nonsense: 1 }, { name: 'New' }],
    ['its own project not at all', { title: 'New', project: '1' }, { name: 'New' }],
  ]
  test.each(cases)('%s', async (_, fields, expected) => {
    const { session, calls } = open({
      [`GET ${oneTask}`]: [{ body: whole }],
      [`PATCH ${oneTask}`]: [{ body: { ...whole, name: 'As it is' } }],
      'GET /projects/1/tasklists': [fixture('zoho-projects', 'tasklists')],
      'GET /tags': [
        {
          body: {
            tags: [
              { id: '31', name: 'Red' },
              { id: '32', name: 'CRM' },
            ],
          },
        },
      ],
    })
    expect(await connector.write(session, 'task', [update(fields)])).toMatchObject([
      { ok: true, row: { id: '1/2', fields: { title: 'As it is' } } },
    ])
    expect(sentIn(calls, `PATCH ${oneTask}`)).toEqual(expected)
  })

  test.each([
    ['Pacific/Auckland', '2026-11-20T04:00:00.000Z', '2027-06-30', '2027-06-30T05:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-21T01:00:00.000Z', '2027-06-30', '2027-07-01T00:00:00.000Z'],
  ])('in %s the evening stays the evening', async (timeZone, end_date, dueDate, expected) => {
    const answers = {
      [`GET ${oneTask}`]: [{ body: { ...whole, end_date } }],
      [`PATCH ${oneTask}`]: [{ body: whole }],
    }
    const { session, calls } = open(answers, { timeZone })
    await connector.write(session, 'task', [update({ dueDate })])
    expect(sentIn(calls, `PATCH ${oneTask}`)).toEqual({ end_date: expected })
  })
})

describe('a status name', () => {
  const write = async (name: string, answers: Parameters<typeof fake>[1], more: Facts = {}) => {
    const { session, calls } = open(
      { [`GET ${oneTask}`]: [{ body: whole }], [`PATCH ${oneTask}`]: [{ body: whole }], ...answers },
      more,
    )
    const [result] = await connector.write(session, 'task', [update({ status: name })])
    return { result, sent: sentIn(calls, `PATCH ${oneTask}`) }
  }
  const used: Canned = {
    body: { tasks: [{ id: '5', status: { id: '1080', name: 'Waiting' } }], page_info: {} },
  }

  test('that the portal has twice is taken from the project', async () => {
    expect((await write('Waiting', { 'GET /projects/1/tasks': [used] })).sent).toEqual({
      status: { id: '1080' },
    })
  })

  test('that is new since the check is taken from the list of now', async () => {
    const now = fixture('zoho-projects', 'global-statuses')
    const answers = { 'GET /projects/1/tasks': [used], 'GET /settings/global-statuses': [now] }
    expect((await write('In Review', answers)).sent).toEqual({ status: { id: '2490000000001072' } })
  })

  test.each([
    ['empty', empty],
    ['refused', unknownUrl],
  ])('that is nowhere is refused as ours, where the list is %s', async (_, list) => {
    const answers = { 'GET /projects/1/tasks': [empty], 'GET /settings/global-statuses': [list] }
    const { result, sent } = await write('Nowhere', answers)
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'rejected', field: 'status' },
      unanswered: false,
    })
    expect(sent).toBeUndefined()
  })
})

describe('a changed task', () => {
  test('is read again when the answer is not all of it', async () => {
    const answers = {
      [`GET ${oneTask}`]: [{ body: whole }, { body: { ...whole, name: 'Read' } }],
      [`PATCH ${oneTask}`]: [{ body: { id: '2', name: 'Answered' } }],
    }
    const { session } = open(answers)
    expect(await connector.write(session, 'task', [update({ title: 'x' })])).toMatchObject([
      { ok: true, row: { fields: { title: 'Read' } } },
    ])
  })

  test.each([
    ['changed since', [{ body: whole }], 'stale'],
    ['is gone', [{ status: 404 }], 'gone'],
    ['cannot be read', [{ status: 429 }], 'throttled'],
  ])('is left alone when it %s', async (_, get, kind) => {
    const { session, calls } = open({ [`GET ${oneTask}`]: get })
    const results = await connector.write(session, 'task', [
      update({ title: 'x' }, '2026-11-01T00:00:00.000Z'),
    ])
    expect(results).toMatchObject([{ ok: false, failure: { kind }, unanswered: false }])
    expect(calls).toHaveLength(1)
  })

  test('is written when it is as it was seen', async () => {
    const { session } = open({
      [`GET ${oneTask}`]: [{ body: whole }],
      [`PATCH ${oneTask}`]: [{ body: whole }],
    })
    expect(await connector.write(session, 'task', [update({ title: 'x' }, seen)])).toMatchObject([
      { ok: true },
    ])
  })

  test('counts as unanswered when it was written and could not be read back', async () => {
    const answers = {
      [`GET ${oneTask}`]: [{ body: whole }, { status: 429 }],
      [`PATCH ${oneTask}`]: [{ body: null }],
    }
    const { session } = open(answers)
    expect(await connector.write(session, 'task', [update({ title: 'x' })])).toMatchObject([
      { ok: false, failure: { kind: 'throttled' }, unanswered: true },
    ])
  })

  test('cannot be moved to another project', async () => {
    const { session, calls } = open({})
    expect(await connector.write(session, 'task', [update({ project: '9' })])).toMatchObject([
      { ok: false, failure: { kind: 'rejected', field: 'project' } },
    ])
    expect(calls).toEqual([])
  })

  test('the next one is kept back during a lock-out', async () => {
    const { session, calls } = open({
      [`GET ${oneTask}`]: [{ body: whole }],
      [`PATCH ${oneTask}`]: [{ status: 429 }],
    })
    const results = await connector.write(session, 'task', [update({ title: 'x' }), update({ title: 'y' })])
    expect(results).toMatchObject([
      { ok: false, failure: { kind: 'throttled' }, unanswered: false },
      { ok: false, failure: { kind: 'throttled' }, unanswered: false },
    ])
    expect(calls).toHaveLength(2)
  })

  test('a bad one fails alone', async () => {
    const { session } = open({
      [`GET ${oneTask}`]: [{ body: whole }],
      [`PATCH ${oneTask}`]: [{ body: whole }],
    })
    const writes: Write[] = [
      { op: 'update', id: 'nonsense', ifVersion: null, fields: {} },
      update({ title: 'x' }),
    ]
    const results = await connector.write(session, 'task', writes)
    expect(results).toMatchObject([{ ok: false, failure: { kind: 'gone' } }, { ok: true }])
  })
})
