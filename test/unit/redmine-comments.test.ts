import { describe, expect, test } from 'vitest'
import type { Fields } from '#spi'
import redmine from '../../connectors/redmine/index.ts'
import { createSandbox } from '../../connectors/redmine/sandbox.ts'
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

describe('a note that names its author', () => {
  const asAuthor = { notesAs: 'author' }

  async function said(settings: Readonly<Record<string, string>>, more: Fields, login = 'cy') {
    const desk = await redmineDesk(() => {}, settings)
    const { project } = await standing(desk)
    const task = await desk.make('task', { title: 'T', project: project.id })
    const users = await desk.pull('user')
    const author = users.find(user => user.fields.login === login)?.id ?? '999'
    const note = await desk.make('comment', { task: task.id, text: 'Two trucks.', author, ...more })
    const { rows } = await redmine.pull(desk.session, { ...whole, within: task.id })
    return { note, rows, author }
  }
  const whole = { entity: 'comment', since: null, cursor: null }

  test('stands under that name where the account is set so, once', async () => {
    const { note, rows, author } = await said(asAuthor, {})
    expect(note.fields.author).toBe(author)
    expect(rows.map(row => row.fields.author)).toEqual([author])
  })

  test.each([
    ['the account is not set so', {}, {}, 'cy'],
    ['it is private', asAuthor, { private: true }, 'cy'],
    ['nobody of that id is there', asAuthor, {}, 'nobody-here'],
    ['that person may not post there', asAuthor, {}, 'dee'],
  ])('is posted as us where %s', async (_, settings, more, login) => {
    const { note, rows, author } = await said(settings, more, login)
    expect(author).not.toBe('1')
    expect(note.fields.author).toBe('1')
    expect(rows).toHaveLength(1)
  })

  test('is posted as us where the key is no administrator’s: Redmine then does not heed whose name is given', async () => {
    const box = createSandbox({ now: () => 0 })
    const url = `${box.settings.url}/issues/1.json`
    const headers = { 'x-redmine-api-key': 'c'.repeat(40), 'x-redmine-switch-user': 'nobody-here' }
    const request = { method: 'GET', url, headers, body: '' }
    expect((await box.handle(request))?.status).not.toBe(412)
    const admin = { ...headers, 'x-redmine-api-key': box.credentials.key ?? '' }
    expect((await box.handle({ ...request, headers: admin }))?.status).toBe(412)
  })
})
