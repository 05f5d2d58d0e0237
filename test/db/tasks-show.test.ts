import { expect, test } from 'vitest'
import { journalList } from '../../src/engine/verbs/journal-list.ts'
import { peopleNames } from '../../src/engine/verbs/people-names.ts'
import { tasksShow } from '../../src/engine/verbs/tasks-show.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const held = pocketMapping().replace('pm: title, tie: crm', 'pm: title, tie: hold')
const pocket = await pocketEngine(`${held}    - { crm: owner, pm: owner, as: person }\n`)
const { engine, crm, pm, settle } = pocket
const { linked, edit, look } = pocketTasks(pocket)

const show = (task: string, side = 'crm') =>
  perform(engine, tasksShow, operator(), { mapping: 'pockets', side, task })
const fieldOf = async (task: string, field: string) =>
  (await show(task)).fields.find(one => one.field === field)

test('a field that both sides edited shows both values, the past, and the question', async () => {
  const id = await linked('as agreed')
  edit('crm', id, { title: 'crm words' })
  edit('pm', id, { title: 'pm words' })
  await look(id)
  expect(await fieldOf(id, 'title')).toMatchObject({
    now: { crm: 'crm words', pm: 'pm words' },
    past: { crm: 'as agreed', pm: 'as agreed' },
    state: 'held',
  })
  const { holds, link, key } = await show(id, 'pm')
  expect(holds).toMatchObject([{ field: 'title', key, code: 'hold/both-changed' }])
  expect(link).toMatchObject({ origin: 'created', missing: [], differs: false })
})

test('each question about a field is journalled once, when it is asked', async () => {
  const id = await linked('as agreed')
  const asked = async () => {
    const ask = {
      mapping: 'pockets',
      pair: 'tasks' as const,
      side: 'crm' as const,
      row: id,
      kind: 'held' as const,
    }
    return (await perform(engine, journalList, operator(), ask)).items.map(({ data }) => data)
  }
  edit('crm', id, { title: 'crm words' })
  edit('pm', id, { title: 'pm words' })
  await look(id)
  const title = { field: 'title', code: 'hold/both-changed', detail: expect.stringContaining('Both sides') }
  expect(await asked()).toEqual([title])
  edit('crm', id, { owner: 'nobody-known' })
  await look(id)
  await look(id)
  expect(await asked()).toEqual([expect.objectContaining({ field: 'owner' }), title])
})

test('a field that is the same on both sides says so, and what was carried has its cause in the journal', async () => {
  put(crm, 'user', 'ada', { name: 'Ada Sync', email: 'ada@example.test' })
  await pocket.timePasses(4000)
  await settle()
  const id = await linked('quiet')
  put(crm, 'task', id, { note: 'bring cake' }, 'ada')
  await look(id)
  expect(await fieldOf(id, 'note')).toMatchObject({
    now: { crm: 'bring cake', pm: 'bring cake' },
    state: 'same',
  })
  const ask = { mapping: 'pockets', pair: 'tasks', side: 'pm', row: id }
  const { items } = await perform(engine, journalList, operator(), ask)
  expect(items).toMatchObject([
    { kind: 'wrote', data: { source: { by: 'ada', version: crm.tables.get('task')?.get(id)?.version } } },
  ])
  const names = await perform(engine, peopleNames, operator(), {
    mapping: 'pockets',
    side: 'crm',
    ids: ['ada', 'x'],
  })
  expect(names).toEqual({ ada: 'Ada Sync' })
})

test('people are told by their names', async () => {
  const id = await linked('owned')
  edit('crm', id, { owner: 'ada' })
  await look(id)
  const { people } = await show(id)
  expect(people).toEqual({ ada: 'Ada Sync' })
  expect(await fieldOf(id, 'owner')).toMatchObject({ now: { crm: 'ada' }, state: 'held' })
})

test('a task without a counterpart shows its own side', async () => {
  put(pm, 'task', 'alone', { title: 'Alone' })
  await pocket.pool.query(
    `insert into signal (connection, entity, row_id) select id, 'task', 'alone' from connection where side = 'pm'`,
  )
  await settle()
  expect(await show('alone', 'pm')).toMatchObject({
    title: 'Alone',
    link: null,
    ids: { crm: null, pm: 'alone' },
  })
})

test('a task that was never read is not there', async () => {
  await expect(show('unheard-of')).rejects.toMatchObject({ code: 'verb/not-found' })
})
