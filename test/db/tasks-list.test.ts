import { beforeAll, describe, expect, test } from 'vitest'
import { tasksAddToPm } from '../../src/engine/verbs/tasks-add-to-pm.ts'
import { tasksList } from '../../src/engine/verbs/tasks-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { linkedTasks } from '../../src/store/linked-tasks.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'
import { plansOf, statementsOf } from './plans.ts'

const pocket = await pocketEngine()
const { engine, pool, crm, pm, mapping, settle } = pocket
const { linked } = pocketTasks(pocket)

interface Asked {
  readonly on?: 'both' | 'crm' | 'pm'
  readonly search?: string
  readonly after?: string
  readonly limit?: number
}
const list = (ask: Asked = {}) => perform(engine, tasksList, operator(), { mapping: 'pockets', ...ask })
const titles = async (ask: Asked = {}) => (await list(ask)).items.map(item => item.title)

beforeAll(async () => {
  put(crm, 'task', 'only-crm', { title: 'Call back' })
  put(pm, 'task', 'only-pm', { title: 'Clean the workshop' })
  await settle()
  for (const title of ['Kick-off with the team', 'Kick the tyres', 'Über den Plan reden', "It's 100% done"])
    await linked(title)
})

const searches: readonly (readonly [what: string, search: string, found: readonly string[]])[] = [
  [
    'nothing typed finds all, the newest first',
    '',
    ["It's 100% done", 'Über den Plan reden', 'Kick the tyres', 'Kick-off with the team'],
  ],
  ['the beginning of a word', 'tea', ['Kick-off with the team']],
  ['the beginnings of several words, in any order', 'te kick', ['Kick-off with the team']],
  ['capitals do not matter', 'KICK', ['Kick the tyres', 'Kick-off with the team']],
  ['letters of other languages', 'über', ['Über den Plan reden']],
  ['signs that mean something to a database', "it's & | ! (100%", ["It's 100% done"]],
  ['the inside of a word finds nothing', 'eam', []],
  ['signs alone find nothing', '&&', []],
  ['a whole id', 't1', ['Kick the tyres']],
  ['a word that begins like an id', 'don', ["It's 100% done"]],
]

test.each(searches)('on both sides: %s', async (_what, search, found) => {
  expect(await titles({ search })).toEqual(found)
})

describe('tasks on one side only', () => {
  test('are found on their side by their words and by their id', async () => {
    expect(await titles({ on: 'crm' })).toEqual(['Call back'])
    expect(await titles({ on: 'crm', search: 'ba' })).toEqual(['Call back'])
    expect(await titles({ on: 'pm', search: 'only-pm' })).toEqual(['Clean the workshop'])
    expect(await titles({ on: 'pm', search: 'call' })).toEqual([])
  })

  test('say when their counterpart was asked for', async () => {
    put(crm, 'deal', 'd1', { title: 'A deal', stage: 'Open' })
    put(crm, 'task', 'wanted', { title: 'Wanted', deal: 'd1' })
    await pool.query(
      `insert into wish (mapping, pair, side, row_id, why) values ($1, 'deals', 'crm', 'd1', 'won')`,
      [mapping],
    )
    await pool.query(`insert into sighting (connection, entity, row_id, fields)
      select id, 'task', 'wanted', '{"title": "Wanted", "deal": "d1"}' from connection where side = 'crm'`)
    await perform(engine, tasksAddToPm, operator(), { mapping: 'pockets', tasks: ['wanted'] })
    const { items } = await list({ on: 'crm', search: 'wanted' })
    expect(items).toMatchObject([{ title: 'Wanted', isWished: true, ids: { crm: 'wanted', pm: null } }])
  })
})

test('pages follow each other without a gap', async () => {
  const first = await list({ limit: 3 })
  expect(first.items).toHaveLength(3)
  expect(await titles({ limit: 3, after: first.next ?? '' })).toEqual(['Kick-off with the team'])
  await expect(list({ after: 'x' })).rejects.toThrow('next')
})

test('of thousands of links, looking for a word reads those that have it', async () => {
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id, crm_base) select $1, 'tasks', 'm' || i, 'm' || i,
       jsonb_build_object('title', 'Step ' || i || ' of many') from generate_series(1, 5000) i`,
    [mapping],
  )
  await pool.query('analyze link')
  const ask = { mapping, search: '4711', after: null, most: 51 }
  const plans = await plansOf(pool, await statementsOf(db => linkedTasks(db, ask)))
  expect(plans.flatMap(plan => plan.wholly)).not.toContain('link')
  expect(await titles({ search: ask.search })).toEqual(['Step 4711 of many'])
})
