import { beforeEach, expect, test } from 'vitest'
import { newcomerKey } from '../../src/engine/keys.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping('  when_gone: { crm: delete, pm: delete }\nbrake: { deletes: 1000 }')
const { engine, pool, crm, pm, mapping, settle, timePasses } = await pocketEngine(text)

/** A deal with its project, and this many tasks in both, linked and at rest. */
async function project(name: string, tasks: number): Promise<void> {
  put(crm, 'deal', `d-${name}`, { title: name })
  put(pm, 'project', `p-${name}`, { name })
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', $2, $3)`, [
    mapping,
    `d-${name}`,
    `p-${name}`,
  ])
  for (let at = 0; at < tasks; at++) {
    put(crm, 'task', `${name}-c${at}`, { title: `Task ${at}`, deal: `d-${name}` })
    put(pm, 'task', `${name}-p${at}`, { title: `Task ${at}`, project: `p-${name}` })
    await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'tasks', $2, $3)`, [
      mapping,
      `${name}-c${at}`,
      `${name}-p${at}`,
    ])
  }
  await look()
}

/** Every link is looked at, and what follows from it is done. */
async function look(): Promise<void> {
  const links = await pool.query('select id from link')
  await signalKeys(
    pool,
    mapping,
    links.rows.map(row => `link:${row.id}`),
    0,
  )
  await settle()
}

/** Two looks, far enough apart. */
async function lookTwice(): Promise<void> {
  await look()
  await timePasses(120)
  await look()
}

const links = async () =>
  (await pool.query(`select crm_id, pm_id from link where pair = 'tasks' order by 1`)).rows.map(
    row => `${row.crm_id} ${row.pm_id}`,
  )
const held = async () =>
  (await pool.query('select distinct code from hold where closed_at is null')).rows.map(row => row.code)
const ids = (vendor: typeof crm, entity = 'task') =>
  rowsIn(vendor, entity)
    .map(row => row.id)
    .sort()

beforeEach(async () => {
  for (const vendor of [crm, pm])
    for (const entity of ['deal', 'project', 'task']) drop(vendor, entity, ...ids(vendor, entity))
  await pool.query('truncate link, tombstone, hold, dirty, signal, wait, wish, sighting cascade')
})

test('one reading that misses a row does nothing; two that are apart in time do', async () => {
  await project('a', 2)
  drop(pm, 'task', 'a-p0')
  await look()
  expect(ids(crm)).toEqual(['a-c0', 'a-c1'])
  await timePasses(120)
  await look()
  expect(ids(crm)).toEqual(['a-c1'])
  expect(await links()).toEqual(['a-c1 a-p1'])
})

test('our own clock has no say in how far apart readings are', async () => {
  await project('b', 2)
  drop(pm, 'task', 'b-p0')
  await look()
  const clock = Date.now
  try {
    for (const jump of [24 * 3600_000, -24 * 3600_000]) {
      Date.now = () => clock() + jump
      await pool.query('update dirty set run_at = now()')
      await look()
      expect(ids(crm)).toEqual(['b-c0', 'b-c1'])
    }
  } finally {
    Date.now = clock
  }
})

test('a project in the trash deletes none of its tasks, and when it is back they go on', async () => {
  await project('c', 3)
  const trashed = rowsIn(pm, 'task')
  drop(pm, 'task', 'c-p0', 'c-p1', 'c-p2')
  drop(pm, 'project', 'p-c')
  await lookTwice()
  await timePasses(3600)
  await look()
  expect(ids(crm)).toEqual(['c-c0', 'c-c1', 'c-c2'])
  expect(await links()).toHaveLength(3)
  expect(await held()).toEqual(['hold/out-of-sight'])
  put(pm, 'project', 'p-c', { name: 'c' })
  for (const row of trashed) put(pm, 'task', row.id, row.fields)
  put(crm, 'task', 'c-c0', { title: 'Edited meanwhile' })
  await look()
  expect(rowsIn(pm, 'task').map(row => row.fields.title)).toContain('Edited meanwhile')
  expect(await held()).toEqual([])
})

test('a row that comes back after it was let go is linked again, and edits made meanwhile cross', async () => {
  await project('d', 1)
  const note = { note: 'as agreed' }
  put(crm, 'task', 'd-c0', note)
  await look()
  const before = rowsIn(pm, 'task')[0]
  await pool.query(`update mapping set text = replace(text, 'delete, pm: delete', 'unlink, pm: unlink')`)
  drop(pm, 'task', 'd-p0')
  await lookTwice()
  expect(await links()).toEqual([])
  put(crm, 'task', 'd-c0', { title: 'Edited while it was gone' })
  put(pm, 'task', 'd-p0', before?.fields ?? {})
  await signalKeys(pool, mapping, [newcomerKey('tasks', 'pm', 'd-p0')], 0)
  await settle()
  expect(await links()).toEqual(['d-c0 d-p0'])
  expect(rowsIn(pm, 'task').map(row => row.fields)).toMatchObject([
    { title: 'Edited while it was gone', ...note },
  ])
  expect((await pool.query('select from tombstone')).rowCount).toBe(0)
})

test('a row that was let go gets a counterpart again only when somebody asks, and under another key', async () => {
  await project('e', 0)
  put(crm, 'task', 'e-c0', { title: 'Task', deal: 'd-e' })
  const ask = { mapping: 'pockets', pair: 'tasks', side: 'crm', row: 'e-c0' }
  await perform(engine, rowsAddCounterpart, operator(), ask)
  await settle()
  const [first] = rowsIn(pm, 'task')
  await pool.query(`update mapping set text = replace(text, 'delete, pm: delete', 'unlink, pm: unlink')`)
  drop(pm, 'task', first?.id ?? '')
  await lookTwice()
  put(crm, 'task', 'e-c0', { title: 'Edited' })
  await signalKeys(pool, mapping, [newcomerKey('tasks', 'crm', 'e-c0')], 0)
  await settle()
  expect(rowsIn(pm, 'task')).toEqual([])
  await perform(engine, rowsAddCounterpart, operator(), ask)
  await settle()
  expect(rowsIn(pm, 'task')).toMatchObject([{ fields: { title: 'Edited' } }])
  expect(rowsIn(pm, 'task')[0]?.key).not.toBe(first?.key)
})

test('a row that is restored beside the one made in its place is a question, and nothing is doubled', async () => {
  await pool.query(`update mapping set text = replace(text, 'unlink, pm: unlink', 'restore, pm: restore')`)
  await project('f', 1)
  const before = rowsIn(pm, 'task')[0]
  drop(pm, 'task', 'f-p0')
  await lookTwice()
  expect(ids(pm)).toHaveLength(1)
  put(pm, 'task', 'f-p0', before?.fields ?? {})
  await signalKeys(pool, mapping, [newcomerKey('tasks', 'pm', 'f-p0')], 0)
  await settle()
  expect(await held()).toEqual(['hold/made-anew'])
  expect([ids(crm), ids(pm).length]).toEqual([['f-c0'], 2])
})
