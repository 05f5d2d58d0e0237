import { expect, test } from 'vitest'
import redmine from '../../connectors/redmine/index.ts'
import { redmineDesk, standing } from './redmine-desk.ts'

async function withNote() {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const task = await desk.make('task', { title: 'T', project: project.id })
  const note = await desk.make('comment', { task: task.id, text: 'Said before.' })
  return { desk, project, task, note }
}

test('notes in an archived project are there and cannot be read: nobody has deleted them', async () => {
  const { desk, project, note } = await withNote()
  const archived = { status: 9 }
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: archived })
  expect(await desk.fetch('comment', note.id)).toMatchObject({
    id: note.id,
    unread: { '': expect.stringContaining('archived') },
  })
})

test('notes of a deleted issue are gone with it', async () => {
  const { desk, task, note } = await withNote()
  desk.sandbox.person({ as: 'ada', does: 'remove', module: 'issues', id: task.id })
  expect(await desk.fetch('comment', note.id)).toBeUndefined()
})

test('a note in a closed project is refused by itself, and is no missing right of the account', async () => {
  const { desk, project, task } = await withNote()
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: { status: 5 } })
  const create = { op: 'create', key: 'k', fields: { task: task.id, text: 'Too late.' } } as const
  expect(await desk.write('comment', create)).toMatchObject({ ok: false, failure: { kind: 'rejected' } })
})

test('only entries with words are comments, and a private one says so', async () => {
  const { desk, task } = await withNote()
  await desk.edit('task', task.id, { title: 'Another title' })
  const hidden = { issue_id: task.id, notes: 'Between us.', private_notes: true }
  desk.sandbox.person({ as: 'ada', does: 'add', module: 'journals', fields: hidden })
  const ask = { entity: 'comment', since: null, cursor: null, within: task.id }
  const { rows } = await redmine.pull(desk.session, ask)
  expect(rows.map(row => [row.fields.text, row.fields.private])).toEqual([
    ['Said before.', false],
    ['Between us.', true],
  ])
})

test('an issue’s history in the box tells an edit that only says something from one that does nothing', async () => {
  const { desk, task } = await withNote()
  await desk.edit('task', task.id, { title: 'T' })
  const isIdle = desk.sandbox
    .history()
    .filter(({ module, does, by }) => module === 'issues' && does === 'edit' && by.startsWith('api:'))
    .map(({ before, after }) => JSON.stringify(before?.notes) === JSON.stringify(after?.notes))
  expect(isIdle).toEqual([false, true])
})
