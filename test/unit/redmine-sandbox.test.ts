import { describe, expect, test } from 'vitest'
import { box, cy, dee } from './redmine-box.ts'

describe('answered 204, and not done (observed on 5.0.4)', () => {
  test('a subtask is not reopened under a closed parent, and its subject is changed all the same', async () => {
    const { issue, put, show } = box()
    const parent = await issue({})
    const child = await issue({ parent_issue_id: parent })
    for (const id of [child, parent]) expect(await put(id, { status_id: 5 })).toMatchObject({ status: 204 })
    expect(await put(child, { status_id: 2, subject: 'new' })).toMatchObject({ status: 204 })
    expect(await show(child)).toMatchObject({ subject: 'new', status: { name: 'Closed' } })
    const { allowed_statuses } = await show(child, '?include=allowed_statuses')
    expect(allowed_statuses.map((one: { id: number }) => one.id)).toEqual([5, 6])
  })

  test('a parent is not closed above an open subtask', async () => {
    const { issue, put, show } = box()
    const parent = await issue({})
    await issue({ parent_issue_id: parent })
    expect(await put(parent, { status_id: 5 })).toMatchObject({ status: 204 })
    expect((await show(parent)).status.name).toBe('New')
  })

  test('the workflow of a role decides', async () => {
    const { issue, put, show } = box()
    const id = await issue({})
    await put(id, { status_id: 6 }, cy)
    expect((await show(id)).status.name).toBe('New')
    await put(id, { status_id: 6 })
    expect((await show(id)).status.name).toBe('Rejected')
  })

  test('dates and priority of a parent', async () => {
    const { issue, put, show, sandbox } = box()
    const parent = await issue({})
    const days = ['2026-12-01', '2026-12-03']
    for (const due_date of days) await issue({ parent_issue_id: parent, due_date, priority_id: 3 })
    await put(parent, { due_date: '2026-12-24', priority_id: 1 })
    expect(await show(parent)).toMatchObject({ due_date: '2026-12-03', priority: { name: 'High' } })
    sandbox.turn('parent-dates', 'independent')
    await put(parent, { due_date: '2026-12-24' })
    expect((await show(parent)).due_date).toBe('2026-12-24')
  })

  test('a null for a person or a parent; empty text takes them away', async () => {
    const { issue, put, show } = box()
    const parent = await issue({})
    const id = await issue({
      parent_issue_id: parent,
      assigned_to_id: 5,
      due_date: '2026-12-01',
      description: 'a\nb',
    })
    await put(id, { assigned_to_id: null, parent_issue_id: null, due_date: null, description: null })
    expect(await show(id)).toMatchObject({
      assigned_to: { id: 5 },
      parent: { id: parent },
      due_date: null,
      description: null,
    })
    await put(id, { assigned_to_id: '', parent_issue_id: '' })
    expect(await show(id)).not.toHaveProperty('assigned_to')
  })

  test('somebody who may only look moves the time, and nothing else', async () => {
    const { issue, put, show, sandbox } = box()
    const id = await issue({})
    sandbox.person({
      as: 'ada',
      does: 'add',
      module: 'memberships',
      fields: { project_id: 'standard', user_id: 6, role_ids: [5] },
    })
    sandbox.advance(60)
    expect(await put(id, { subject: 'new' }, dee)).toMatchObject({ status: 204 })
    expect(await show(id, '?include=journals')).toMatchObject({
      subject: 'S',
      updated_on: '2026-11-02T09:01:00Z',
      journals: [],
    })
  })

  test('a save that changes nothing moves the time, and leaves no history', async () => {
    const { issue, put, show, sandbox } = box()
    const id = await issue({})
    sandbox.advance(60)
    await put(id, { subject: 'S' })
    expect(await show(id, '?include=journals')).toMatchObject({
      updated_on: '2026-11-02T09:01:00Z',
      journals: [],
    })
  })
})

describe('refused with sentences', () => {
  test.each<[string, object, string[]]>([
    [
      'due before start',
      { start_date: '2026-12-02', due_date: '2026-12-01' },
      ['Due date must be greater than start date'],
    ],
    [
      'due before today, which is the start',
      { due_date: '2020-01-01' },
      ['Due date must be greater than start date'],
    ],
    ['no date', { due_date: '01/02/2026' }, ['Due date is not a valid date']],
    ['no subject', { subject: '' }, ['Subject cannot be blank']],
    ['no member', { assigned_to_id: 6 }, ['Assignee is invalid']],
    ['no such priority', { priority_id: 99 }, ['Priority cannot be blank']],
    ['no such parent', { parent_issue_id: 99 }, ['Parent task is invalid']],
    [
      'no such project',
      { project_id: 99 },
      ['Project cannot be blank', 'Tracker cannot be blank', 'Status cannot be blank'],
    ],
  ])('%s', async (_what, fields, errors) => {
    const { call } = box()
    const body = { issue: { project_id: 'standard', subject: 'S', ...fields } }
    expect(await call('POST', '/issues.json', body)).toMatchObject({ status: 422, body: { errors } })
  })

  test('a new subtask under a closed parent, even a closed one', async () => {
    const { issue, put, call } = box()
    const parent = await issue({})
    await put(parent, { status_id: 5 })
    const body = { issue: { project_id: 'standard', subject: 'S', parent_issue_id: parent, status_id: 5 } }
    const errors = ['An open issue cannot be attached to a closed parent task']
    expect(await call('POST', '/issues.json', body)).toMatchObject({ status: 422, body: { errors } })
  })

  test.each([
    ['over two weekends', '2026-12-20', '2026-12-25', 2, '2026-12-22', '2026-12-25', '2026-12-31'],
    ['to a Monday', '2026-12-20', '2026-12-25', 2, '2026-12-23', '2026-12-28', '2027-01-01'],
    ['from the end of a week', '2026-12-22', '2026-12-24', 0, '2026-12-25', '2026-12-28', '2026-12-30'],
    ['from within a weekend', '2026-12-22', '2026-12-24', 1, '2026-12-26', '2026-12-29', '2026-12-31'],
    ['far', '2026-12-22', '2026-12-24', 7, '2026-12-24', '2027-01-05', '2027-01-07'],
    ['with no day between', '2026-12-21', '2026-12-21', 2, '2026-12-01', '2026-12-04', '2026-12-04'],
    ['from days off', '2026-12-26', '2026-12-27', 2, '2026-12-24', '2026-12-29', '2026-12-29'],
    ['three weeks long', '2026-12-21', '2027-01-08', 2, '2026-12-24', '2026-12-29', '2027-01-18'],
  ])(
    'a follower moves %s, as it was seen to on 2026-11-27',
    async (_, start, end, delay, due, begins, ends) => {
      const { issue, put, show, sandbox } = box()
      const first = await issue({ start_date: '2026-12-01', due_date: '2026-12-10' })
      const second = await issue({ start_date: start, due_date: end })
      const fields = { issue_id: first, issue_to_id: second, delay }
      sandbox.person({ as: 'ada', does: 'add', module: 'relations', fields })
      await put(first, { due_date: due })
      expect(await show(second)).toMatchObject({ start_date: begins, due_date: ends })
      const [year, month, day] = begins.split('-')
      const errors = [`Start date cannot be earlier than ${month}/${day}/${year} because of preceding issues`]
      expect(await put(second, { start_date: '2026-12-02' })).toMatchObject({ status: 422, body: { errors } })
    },
  )
})

test('people are offered what the workflow allows, and told what it does not', async () => {
  const { sandbox, issue } = box()
  const parent = await issue({})
  await issue({ parent_issue_id: parent })
  const close = {
    as: 'cy',
    does: 'edit',
    module: 'issues',
    id: String(parent),
    fields: { status_id: 5 },
  } as const
  expect(() => sandbox.person(close)).toThrow('Offered are: New, In Progress, Resolved, Feedback')
  expect(() => sandbox.person({ ...close, as: 'nobody' })).toThrow('There are: ada, cy, dee')
  expect(() => sandbox.person({ ...close, module: 'wikis' })).toThrow('There are: issues, projects')
})

test('an unknown switch, value or fault is refused with those there are', () => {
  const { sandbox } = box()
  expect(() => sandbox.turn('parent', 'x')).toThrow('There are: rest-api')
  expect(() => sandbox.turn('parent-dates', 'x')).toThrow('derived, independent')
  expect(() => sandbox.turn('slow-ms', -1)).toThrow('any number from 0')
  expect(() => sandbox.advance(-1)).toThrow('forward')
})
