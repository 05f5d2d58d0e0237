import { expect, test } from 'vitest'
import type { Fields } from '#spi'
import redmine from '../../connectors/redmine/index.ts'
import { losing } from '../conformance/promises/creating-once.ts'
import { type Desk, redmineDesk, standing } from './redmine-desk.ts'

async function family(desk: Desk) {
  const { project } = await standing(desk)
  const parent = await desk.make('task', { title: 'Parent', project: project.id })
  const child = await desk.make('task', { title: 'Child', project: project.id, parent: parent.id })
  return { project, parent, child }
}

const closeBoth = async (desk: Desk, child: string, parent: string) => {
  for (const id of [child, parent])
    expect(await desk.edit('task', id, { status: 'Closed' })).toMatchObject({ ok: true })
}

test('closing above an open subtask is refused in words, and names what would pass', async () => {
  const desk = await redmineDesk()
  const { parent } = await family(desk)
  const result = await desk.edit('task', parent.id, { status: 'Closed' })
  expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'status' } })
  expect(JSON.stringify(result)).toContain('New, In Progress, Resolved, Feedback')
})

test('reopening below a closed parent is refused in words, and the other fields were not sent', async () => {
  const desk = await redmineDesk()
  const { parent, child } = await family(desk)
  await closeBoth(desk, child.id, parent.id)
  const result = await desk.edit('task', child.id, { status: 'New', title: 'Renamed' })
  expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'status' } })
  expect((await desk.fetch('task', child.id))?.fields.title).toBe('Child')
})

test('where Redmine does not tell what it allows, the row read back shows that nothing was done', async () => {
  const desk = await redmineDesk(sandbox => sandbox.turn('allowed-statuses', 'not-told'))
  const { parent, child } = await family(desk)
  await closeBoth(desk, child.id, parent.id)
  const result = await desk.edit('task', child.id, { status: 'New', title: 'Renamed' })
  expect(result).toMatchObject({ ok: true, row: { fields: { status: 'Closed', title: 'Renamed' } } })
})

test('dates and priority of a parent follow its subtasks, and the row read back says so', async () => {
  const desk = await redmineDesk()
  const { parent, child } = await family(desk)
  await desk.edit('task', child.id, { dueDate: '2026-12-03', priority: 'Urgent' })
  const result = await desk.edit('task', parent.id, { dueDate: '2026-12-24', priority: 'Low' })
  expect(result).toMatchObject({ ok: true, row: { fields: { dueDate: '2026-12-03', priority: 'Urgent' } } })
})

test.each<[string, Fields, Fields]>([
  ['a due date that has passed', { dueDate: '2020-01-05' }, { dueDate: '2020-01-05', startDate: null }],
  ['a status that no issue may begin in', { status: 'In Progress' }, { status: 'In Progress' }],
  ['a closed status', { status: 'Closed' }, { status: 'Closed', closed: true }],
  ['somebody who is a member', { owner: '5' }, { owner: '5' }],
  ['lines', { description: 'one\r\ntwo\n' }, { description: 'one\ntwo\n' }],
])('a new task with %s', async (_what, fields, shown) => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const row = await desk.make('task', { title: 'T', project: project.id, ...fields })
  expect(row.fields).toMatchObject(shown)
  expect(await desk.fetch('task', row.id)).toEqual(row)
})

test.each<[string, Fields, string]>([
  ['a due date before the start', { dueDate: '2026-10-01', startDate: '2026-10-02' }, 'dueDate'],
  ['somebody who is no member', { owner: '6' }, 'owner'],
  ['a status that is none', { status: 'Waiting' }, 'status'],
  ['a priority that is none', { priority: 'Soonish' }, 'priority'],
  ['no title', { title: '' }, 'title'],
])('%s is refused, and the field is named', async (_what, fields, field) => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const write = { op: 'create', key: 'k', fields: { title: 'T', project: project.id, ...fields } } as const
  expect(await desk.write('task', write)).toMatchObject({ ok: false, failure: { kind: 'rejected', field } })
})

test('emptiness is written as Redmine understands it', async () => {
  const desk = await redmineDesk()
  const { child } = await family(desk)
  await desk.edit('task', child.id, { owner: '5', dueDate: '2026-12-03', description: 'x' })
  const nothing = { owner: null, dueDate: null, startDate: null, description: null, parent: null }
  expect(await desk.edit('task', child.id, nothing)).toMatchObject({ ok: true, row: { fields: nothing } })
})

test('an issue with subtasks is not deleted, because they would go with it', async () => {
  const desk = await redmineDesk()
  const { parent, child } = await family(desk)
  const remove = (id: string) => desk.write('task', { op: 'delete', id, ifVersion: null })
  expect(await remove(parent.id)).toMatchObject({ ok: false, failure: { kind: 'rejected' } })
  expect(await remove(child.id)).toEqual({ ok: true, row: null })
  expect(await remove(parent.id)).toEqual({ ok: true, row: null })
})

test('a change in a closed project is refused in words, and stops nothing else', async () => {
  const desk = await redmineDesk()
  const { project, child } = await family(desk)
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: { status: 5 } })
  const words = { ok: false, failure: { kind: 'rejected', message: expect.stringContaining('closed') } }
  expect(await desk.edit('task', child.id, { title: 'X' })).toMatchObject(words)
  expect(await desk.edit('project', project.id, { name: 'X' })).toMatchObject(words)
  expect((await desk.fetch('task', child.id))?.fields.title).toBe('Child')
})

test('without a field for our key nothing is found, and the account says so', async () => {
  const desk = await redmineDesk(sandbox => sandbox.turn('key-field', 'absent'))
  const { project } = await standing(desk)
  const row = await desk.make('task', { title: 'T', project: project.id, status: 'In Progress' }, 'k')
  expect(row.fields.status).toBe('In Progress')
  expect(await redmine.find(desk.session, 'task', 'k', {})).toBeNull()
})

test('a search that Redmine ignores never takes a stranger for ours', async () => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  await desk.make('task', { title: 'Somebody’s', project: project.id })
  desk.sandbox.turn('key-field', 'no-filter')
  const found = redmine.find(desk.session, 'task', 'k', {})
  await expect(found).rejects.toMatchObject({
    failure: { kind: 'rejected', message: expect.stringContaining('filter') },
  })
})

test('a status that was lost with its answer is set by the next try, unless somebody was there', async () => {
  for (const touched of [false, true]) {
    const desk = await redmineDesk()
    const { project } = await standing(desk)
    const fields = { title: 'T', project: project.id, status: 'In Progress' }
    const create = (session = desk.session) =>
      redmine.write(session, 'task', [{ op: 'create', key: 'k', fields }])
    // The third call would set the status: after the search and the create.
    const [answer] = await create({ ...desk.session, ...losing(desk.session, 1) })
    expect(answer).toMatchObject({ ok: false, unanswered: true })
    const [row] = (await desk.pull('task')).filter(one => one.key === 'k')
    desk.sandbox.advance(5)
    if (touched) await desk.edit('task', row?.id ?? '', { status: 'Feedback' })
    const found = await redmine.find(desk.session, 'task', 'k', fields)
    expect(found?.fields.status).toBe(touched ? 'Feedback' : undefined)
    const [again] = await create()
    expect(again).toMatchObject({
      ok: true,
      row: { fields: { status: touched ? 'Feedback' : 'In Progress' } },
    })
  }
})
