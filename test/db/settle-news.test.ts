import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { claimKeys } from '../../src/store/dirty.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'
import { until } from './until.ts'

const { pool } = await testDatabase()
const { mapping } = await ground(pool)

test('a key that gets news while it is being settled stays due, and in nobody’s hand', async () => {
  await pool.query(
    `insert into dirty (mapping, key, shard, run_at)
     select $1, 'link:' || i, 0, now() - interval '1 s' from generate_series(1, 2) i`,
    [mapping],
  )
  const token = randomUUID()
  const claims = await claimKeys(pool, { mapping, shard: 0 }, token, 100, 30)
  const news = await pool.connect()
  await news.query(`begin; update dirty set version = version + 1 where key = 'link:1'`)
  const ends = claims.map(({ key, version }) => ({ key, version, is: 'done' as const }))
  const settled = settleKeys(pool, mapping, token, ends)
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await until('the settling waits', async () => (await pool.query(waits)).rowCount === 1)
  await news.query('commit')
  news.release()
  await settled
  const left = await pool.query('select key, version, token from dirty')
  expect(left.rows).toEqual([{ key: 'link:1', version: '2', token: null }])
})
