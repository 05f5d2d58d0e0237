import { beforeAll, expect, test } from 'vitest'
import { alikeRows } from '../../src/store/match-blocks.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'
import { noAutovacuum, plansOf, statementsOf } from './plans.ts'

const { pool } = await testDatabase()
const { crm, pm, mapping } = await ground(pool)
const accounts = 3000

/** What rows can be found by was just written down, and nobody has gathered statistics about it. */
beforeAll(async () => {
  await noAutovacuum(pool, ['match_block', 'sighting'])
  for (const [connection, entity] of [
    [crm, 'account'],
    [pm, 'client'],
  ]) {
    await pool.query(
      `insert into sighting (connection, entity, row_id, fields) select $1, $2, i::text, '{}' from generate_series(1, $3::int) i`,
      [connection, entity, accounts],
    )
    await pool.query(
      `insert into match_block (connection, entity, block, row_id)
       select $1, $2, 'b' || i || '-' || b, i::text from generate_series(1, $3::int) i, generate_series(1, 8) b`,
      [connection, entity, accounts],
    )
  }
  await pool.query('analyze sighting')
})

test('rows that could be the same are looked up by their blocks, also before there are statistics', async () => {
  const rows = Array.from({ length: 100 }, (_, at) => ({
    id: String(at + 1),
    blocks: [`b${at + 1}-1`, `b${at + 1}-2`],
  }))
  const from = { connection: crm, entity: 'account' }
  const to = { connection: pm, entity: 'client' }
  const asked = await statementsOf(db => alikeRows(db, { mapping, side: 'crm', from, to, rows }))
  // Two hundred blocks on two sides, a handful of pages for each; by rows it was over fifty thousand.
  for (const { pages } of await plansOf(pool, asked)) expect(pages).toBeLessThan(3000)
})
