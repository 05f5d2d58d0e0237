import { expect, test } from 'vitest'
import type { Fields, Session } from '#spi'
import redmine from '../../connectors/redmine/index.ts'
import { type Desk, redmineDesk, standing } from './redmine-desk.ts'

/** Somebody edits the issue when Baton has read it and before its write arrives. */
function editedBetween(desk: Desk, id: string, theirs: Readonly<Record<string, unknown>>): Session {
  let done = false
  return {
    ...desk.session,
    send: request => {
      if (request.method === 'PUT' && !done) {
        done = true
        desk.sandbox.person({ as: 'cy', does: 'edit', module: 'issues', id, fields: theirs })
      }
      return desk.session.send(request)
    },
  }
}

async function writtenOver(theirs: Readonly<Record<string, unknown>>, ours: Fields) {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const old = { title: 'Old', description: 'old', dueDate: '2026-12-01', priority: 'Low', progress: 10 }
  const row = await desk.make('task', { ...old, project: project.id })
  const session = editedBetween(desk, row.id, theirs)
  const write = { op: 'update', id: row.id, ifVersion: row.version, fields: ours } as const
  const [result] = await redmine.write(session, 'task', [write])
  // Whoever never heard the answer is told the same.
  const told = await redmine.replaced?.(desk.session, 'task', row.id, { before: row.fields, sent: ours })
  return { result, now: await desk.fetch('task', row.id), told }
}

test.each<[string, Readonly<Record<string, unknown>>, Fields, Fields]>([
  ['a title', { subject: 'Theirs' }, { title: 'Ours' }, { title: 'Theirs' }],
  ['lines', { description: 'one\r\ntwo' }, { description: 'ours' }, { description: 'one\ntwo' }],
  ['a day', { due_date: '2026-12-24' }, { dueDate: '2026-12-03' }, { dueDate: '2026-12-24' }],
  ['emptiness', { due_date: '' }, { dueDate: '2026-12-03' }, { dueDate: null }],
  ['a priority', { priority_id: 4 }, { priority: 'High' }, { priority: 'Urgent' }],
  ['a status', { status_id: 2 }, { status: 'Resolved' }, { status: 'In Progress' }],
  ['somebody', { assigned_to_id: 5 }, { owner: '1' }, { owner: '5' }],
  ['a share', { done_ratio: 50 }, { progress: 20 }, { progress: 50 }],
])(
  '%s that somebody gave after the reading and before the write is named [I4]',
  async (_what, theirs, ours, replaced) => {
    const { result, now, told } = await writtenOver(theirs, ours)
    expect(result).toMatchObject({ ok: true, row: { fields: ours }, replaced })
    expect(now?.fields).toMatchObject(ours)
    expect(told).toEqual(replaced)
  },
)

test('an edit of another field is not touched, and nothing was replaced', async () => {
  const { result, now } = await writtenOver({ subject: 'Theirs' }, { dueDate: '2026-12-03' })
  expect(result).toMatchObject({ ok: true })
  expect(result).not.toHaveProperty('replaced')
  expect(now?.fields).toMatchObject({ title: 'Theirs', dueDate: '2026-12-03' })
})

test('where somebody typed the same as we write, nothing was replaced', async () => {
  const { result } = await writtenOver({ subject: 'The same' }, { title: 'The same' })
  expect(result).toMatchObject({ ok: true })
  expect(result).not.toHaveProperty('replaced')
})

test('of a write that did not get there, of a project, and of an issue that is gone nothing is told', async () => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const row = await desk.make('task', { title: 'Old', project: project.id })
  const told = (entity: string, id: string) =>
    redmine.replaced?.(desk.session, entity, id, { before: { title: 'Old' }, sent: { title: 'Never sent' } })
  expect(await told('task', row.id)).toEqual({})
  expect(await told('project', project.id)).toEqual({})
  expect(await told('task', '987654')).toEqual({})
})

test('an older write of ours to the same value is not taken for one that never arrived [I4]', async () => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const row = await desk.make('task', { title: 'Old', status: 'New', project: project.id })
  const sent = { status: 'Resolved' }
  await redmine.write(desk.session, 'task', [{ op: 'update', id: row.id, ifVersion: null, fields: sent }])
  const theirs = { status_id: 2 }
  desk.sandbox.person({ as: 'cy', does: 'edit', module: 'issues', id: row.id, fields: theirs })
  const before = { status: 'In Progress' }
  expect(await redmine.replaced?.(desk.session, 'task', row.id, { before, sent })).toEqual({})
})
