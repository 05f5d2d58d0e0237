import { expect, test } from 'vitest'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { prio, signalKeys } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { said } from '../support/start-process.ts'
import { ground, names } from './ground.ts'
import { ownProcesses } from './processes.ts'
import type { StressWork } from './stress-worker.ts'
import { until } from './until.ts'

/** BATON_STRESS_KEYS makes it longer; there are two edits of each. */
const keys = names('k', Number(process.env.BATON_STRESS_KEYS ?? 2000))
const writers = 12
const workers = 3

const { url, pool } = await testDatabase()
const startProcess = ownProcesses()
const { mapping } = await ground(pool, 'stress', 4)
await pool.query(
  `create table edit (key text primary key, counter int not null default 0, handled int not null default 0,
     runs int not null default 0) with (fillfactor = 50);
   create table overlap (key text not null);`,
)
await pool.query('insert into edit (key) select key from unnest($1::text[]) as k(key)', [keys])

/**
 * Exactly two edits, close together, and then none: a key edited again and again would be healed of a lost signal by
 * the next one. Sometimes the commit takes its time, so that a run begins and ends between signal and commit.
 */
async function editTwice(writing: typeof pool, key: string): Promise<void> {
  for (const _ of [1, 2])
    await inTransaction(writing, async tx => {
      await tx.query('update edit set counter = counter + 1 where key = $1', [key])
      await signalKeys(tx, mapping, [key], prio.edit)
      const pause = Math.random() < 0.3 ? Math.random() * 60 : 0
      for (let at = 0; at < pause; at++) await tx.query('select')
    })
}

test('with many writers, three worker processes and failures, no key is lost and none is run twice at once', async () => {
  const work: StressWork = { url, failing: 0.01 }
  const processes = names('', workers).map(() =>
    startProcess(new URL('stress-worker.ts', import.meta.url), work),
  )
  await Promise.all(processes.map(one => said(one, 'ready')))
  const writing = openDatabase(url, writers)
  const left = [...keys]
  const write = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) await editTwice(writing, key)
  }
  await Promise.all(names('', writers).map(write))
  await writing.end()
  const idle = 'not exists (select from signal) and not exists (select from dirty)'
  await until('every key is settled', async () => (await pool.query(`select ${idle} as is`)).rows[0].is)
  const lost = await pool.query('select key from edit where counter <> 2 or handled <> 2')
  expect(lost.rows).toEqual([])
  expect((await pool.query('select key from overlap')).rows).toEqual([])
  const { rows } = await pool.query('select avg(runs)::float8 as runs, max(runs) as most from edit')
  expect(rows[0].runs).toBeGreaterThanOrEqual(1)
  expect(rows[0].most).toBeLessThanOrEqual(2)
  expect(processes.map(one => one.complaints())).toEqual(names('', workers).map(() => ''))
})
