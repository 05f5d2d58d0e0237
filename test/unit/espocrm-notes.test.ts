import { expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import { openBox } from './espocrm-sandbox-desk.ts'
import { fake, fixture } from './zoho-fake.ts'

const settings = { url: 'https://crm.example.test/' }
const posts = fixture('espocrm', 'posts')
const task = '6b020d0000000c001'
const noteAsk = { entity: 'note', since: null, cursor: null }

test('a thread is read from its task’s own stream, whoever posted, and goes on below the last number', async () => {
  const { list } = posts.body as { list: readonly Record<string, unknown>[] }
  const [first] = list
  const full = Array.from({ length: 200 }, (_, at) => ({ ...first, id: `6b${at}`, number: 900 - at }))
  const answers = [{ body: { total: 202, list: full } }, posts]
  const { session, calls } = fake(connector, { [`GET /Task/${task}/posts`]: answers }, settings)
  const page = await connector.pull(session, { ...noteAsk, within: task })
  expect([page.rows.length, page.next]).toEqual([200, '701'])
  const last = await connector.pull(session, { ...noteAsk, within: task, cursor: page.next })
  expect(calls[1]?.query).toMatchObject({ beforeNumber: '701' })
  expect(last.next).toBeNull()
  expect(last.rows.map(row => [row.fields.text, row.fields.authorName, row.fields.private])).toEqual([
    ['Hello again', 'Bo Sales', false],
    ['Between us', 'Bo Sales', true],
  ])
})

test('tasks whose streams moved are told with their marks; one in which nothing was posted has none', async () => {
  const moved = { id: task, streamUpdatedAt: '2026-11-27 03:57:29', createdAt: '2026-11-27 03:57:27' }
  const made = {
    id: '6b020d0000000c002',
    streamUpdatedAt: '2026-11-27 03:58:00',
    createdAt: '2026-11-27 03:58:00',
  }
  const answers = { 'GET /Task': [{ body: { total: -1, list: [moved, made] } }] }
  const { session, calls } = fake(connector, answers, settings)
  const page = await connector.pull(session, { ...noteAsk, since: '2026-11-27T03:57:00.000Z' })
  expect(page.rows).toEqual([])
  expect(page.threads).toEqual([
    { id: task, at: '2026-11-27T03:57:29.000Z', mark: '2026-11-27T03:57:29.000Z' },
    { id: made.id, at: '2026-11-27T03:58:00.000Z', mark: '' },
  ])
  expect(calls[0]?.query).toMatchObject({
    orderBy: 'streamUpdatedAt',
    'where[0][value]': '2026-11-27 03:57:00',
  })
})

test.each([
  ['own', 0],
  ['all', 1],
] as const)(
  'the box lists notes as "note-list: %s" says, and shows everybody’s posts under their task',
  async (how, count) => {
    const { box, call } = openBox()
    box.turn('note-list', how)
    const person = {
      as: 'Cy Delivery',
      does: 'add',
      module: 'Task',
      fields: { name: 'T', assignedUserId: '6a00000000000a002' },
    } as const
    const id = String(box.person(person).id)
    const said = { post: 'Said by a person.', parentType: 'Task', parentId: id }
    const note = box.person({ as: 'Cy Delivery', does: 'add', module: 'Note', fields: said })
    expect((await call('GET', 'Note')).list).toHaveLength(count)
    expect((await call('GET', `Task/${id}/posts`)).list).toHaveLength(1)
    expect(await call('PUT', `Note/${note.id}`, { post: 'x' })).toMatchObject({
      status: 403,
      reason: 'No edit access.',
    })
    expect(await call('DELETE', `Note/${note.id}`)).toMatchObject({
      status: 403,
      reason: 'No delete access.',
    })
  },
)

test('in the box a post moves the stream of its task and nothing else of it; an edited one does not', async () => {
  const { box, call } = openBox()
  const fields = { name: 'T', assignedUserId: '6a00000000000a002' }
  const { id } = box.person({ as: 'Cy Delivery', does: 'add', module: 'Task', fields })
  const times = async () => {
    const { modifiedAt, streamUpdatedAt, versionNumber } = (await call('GET', `Task/${id}`)).body
    return { modifiedAt, streamUpdatedAt, versionNumber }
  }
  const made = await times()
  box.advance(10)
  const said = { post: 'Hello', parentType: 'Task', parentId: id }
  const note = box.person({ as: 'Cy Delivery', does: 'add', module: 'Note', fields: said })
  const posted = await times()
  expect(posted).toEqual({ ...made, streamUpdatedAt: note.createdAt })
  box.advance(10)
  box.person({
    as: 'Cy Delivery',
    does: 'edit',
    module: 'Note',
    id: String(note.id),
    fields: { post: 'Bye' },
  })
  expect(await times()).toEqual(posted)
})

test('in the box our own post can be edited for a week and deleted for a month', async () => {
  const { box, call } = openBox()
  const fields = { name: 'T', assignedUserId: '6a00000000000a002' }
  const task = await call('POST', 'Task', fields)
  const note = await call('POST', 'Note', {
    type: 'Post',
    post: 'Ours',
    parentType: 'Task',
    parentId: task.body.id,
  })
  const path = `Note/${note.body.id}`
  expect((await call('PUT', path, { post: 'Edited' })).status).toBe(200)
  box.advance(8 * 24 * 3600)
  expect((await call('PUT', path, { post: 'Too late' })).reason).toBe('No edit access.')
  expect((await call('DELETE', path)).status).toBe(200)
})
