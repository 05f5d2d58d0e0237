import { expect, test } from 'vitest'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const { pool, crm, pm, mapping, settle } = await pocketEngine()

test('a write without an answer that no reading can tell about, as of members, is settled once and not at every look', async () => {
  put(crm, 'deal', 'd', { title: 'Roll-out' })
  put(pm, 'project', 'p', { name: 'Roll-out' })
  const { rows } = await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p') returning 'link:' || id as key, id`,
    [mapping],
  )
  await pool.query(
    `insert into intent (id, mapping, key, link, pair, side, op, row_id, before, sent, why, saw)
     values (gen_random_uuid(), $1, $2, $3, 'deals', 'pm', 'update', 'p', '{}', '{"members": ["ada"]}', '{}', '{"crm": {}, "pm": {}}')`,
    [mapping, rows[0]?.key, rows[0]?.id],
  )
  for (const title of ['Roll-out', 'Roll-out 2', 'Roll-out 3']) {
    put(crm, 'deal', 'd', { title })
    await pool.query(`insert into signal (mapping, key) values ($1, $2)`, [mapping, rows[0]?.key])
    await settle()
  }
  expect((await pool.query('select from intent')).rowCount).toBe(0)
  expect((await pool.query(`select from journal where kind = 'settled'`)).rowCount).toBe(1)
})
