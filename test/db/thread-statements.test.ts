import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { drainLane } from '../../src/engine/drain.ts'
import { fold } from '../../src/store/fold.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { countingPool } from './counting-pool.ts'

const comments = `
comments:
  pair: [note, comment]
  inside: tasks
  create: [crm, pm]
  clients: [crm, pm]
  history: all
`
const world = await pocketEngine(pocketMapping(comments))
const { pool, mapping, crm, pm, settle } = world
const counting = countingPool(pool)
const engine = { ...world.engine, pool: counting.pool }
const tasks = Array.from({ length: 100 }, (_, at) => `t${at}`)

/** Everybody says something in the CRM; then one pass over these keys is counted, statement by statement. */
async function passOver(keys: string): Promise<string[]> {
  await pool.query(`update dirty set run_at = 'infinity'`)
  await pool.query(`insert into signal (mapping, key) ${keys}`)
  while ((await fold(pool)) > 0);
  counting.start()
  expect(await drainLane(engine, { mapping, shard: 0 }, randomUUID())).toBe(100)
  return counting.statements()
}

test('a pass over a hundred threads, and one over a hundred new comments, make few statements each', async () => {
  for (const id of tasks) for (const one of [crm, pm]) put(one, 'task', id, { title: id })
  await pool.query(
    `with made as (
       insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base, created_at)
       select $1, 'tasks', t, t, '{}', '{}', '2025-01-01' from unnest($2::text[]) as t returning id)
     insert into thread (link, side, asked, due_at) select id, 'crm', 1, 'infinity' from made`,
    [mapping, tasks],
  )
  await settle()
  for (const task of tasks) put(crm, 'note', `c-${task}`, { text: `About ${task}.`, task })
  await pool.query(`update thread set asked = asked + 1 where side = 'crm'`)
  const threads = await passOver(`select mapping, 'thread:' || id from link where pair = 'tasks'`)
  expect(threads.length, threads.join('\n')).toBeLessThanOrEqual(20)
  const copies = await passOver(
    `select ${mapping}, 'new:comments:crm:' || row_id from sighting where entity = 'note'`,
  )
  expect(rowsIn(pm, 'comment')).toHaveLength(100)
  expect(copies.length, copies.join('\n')).toBeLessThanOrEqual(40)
})
