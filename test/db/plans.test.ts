import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Pool } from '../../src/store/database.ts'
import { claimKeys, holdKeys, renewKeys } from '../../src/store/dirty.ts'
import { fold, readyOverdueLanes } from '../../src/store/fold.ts'
import { type KeyEnd, settleKeys } from '../../src/store/key-ends.ts'
import { freeLane, takeLane } from '../../src/store/lanes.ts'
import { linksOfRows } from '../../src/store/links.ts'
import { sightingsOf, unlinkedByKey } from '../../src/store/sightings.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { wakeWaitersFor } from '../../src/store/waits.ts'
import { testDatabase } from '../support/database.ts'
import { ground, mapped, names } from './ground.ts'
import { noAutovacuum, plansOf, statementsOf } from './plans.ts'

const { url, pool } = await testDatabase()
const rows = 100_000
const big = ['dirty', 'link', 'sighting', 'wait', 'signal', 'lane']
const { crm, pm, mapping } = await ground(pool)
const token = randomUUID()
const lane = { mapping, shard: 0 }

const some = Array.from({ length: 100 }, (_, at) => at * 997)
const keys = some.map(at => `link:${at}`)
const ends: KeyEnd[] = keys.map(key => ({ key, version: '1', is: 'done' }))
const crmRows = some.map(at => ({ pair: 'accounts', side: 'crm', id: `c${at}` }) as const)
const ask = { mapping, pair: 'accounts', side: 'crm', connection: crm, entity: 'account' } as const
const accounts = some.map(at => ({ connection: crm, entity: 'account', id: `c${at}` }))

/** Fills the tables of the hot path; what is due are the first hundred keys and more. */
async function fill(): Promise<void> {
  const series = `from generate_series(0, ${rows - 1}) i`
  const filled = [
    `link (mapping, pair, crm_id, pm_id) select $1::int, 'accounts', 'c' || i, 'p' || i ${series}`,
    `dirty (mapping, key, shard, run_at) select $1::int, 'link:' || i, 0, now() - i * interval '1 ms' ${series}`,
    `wait (mapping, key, connection, entity, row_id) select $1::int, 'new:' || i, ${crm}, 'account', 'c' || i ${series}`,
    `sighting (connection, entity, row_id, fields, match_key)
     select $1::int * 0 + ${crm}, 'account', 'c' || i, '{}', 'k' || i ${series}`,
    `signal (connection, entity, row_id) select $1::int * 0 + ${crm}, 'account', 'c' || i ${series}`,
    `lane (mapping, shard, ready_at) select $1::int, i, now() from generate_series(0, 3) i`,
  ]
  const client = await pool.connect()
  // Nobody needs to be told a hundred thousand times that the mapping is there.
  await client.query('set session_replication_role = replica')
  for (const one of filled) await client.query(`insert into ${one}`, [mapping])
  await client.query('reset session_replication_role')
  client.release()
  for (const name of names('off', 4)) {
    const off = await mapped(pool, { crm, pm }, name)
    await pool.query(`update mapping set state = 'off' where id = $1`, [off])
    await pool.query(
      'insert into lane (mapping, shard, ready_at) select $1, i, now() from generate_series(1, $2::int) i',
      [off, rows / 4],
    )
  }
}

beforeAll(async () => {
  await noAutovacuum(pool, big)
  await fill()
})

type Query = readonly [name: string, ask: (db: Pool) => Promise<unknown>, atMostPages: number]

const always: readonly Query[] = [
  ['a fold of 1,000 signals', db => fold(db, 1000), 500_000],
  ['a claim', db => claimKeys(db, lane, token, 100, 30), 10_000],
  ['holding keys', db => holdKeys(db, mapping, token, keys), 1_000],
  ['renewing keys', db => renewKeys(db, { mapping, shard: 0 }, token, 30), 1_000],
  ['settling keys', db => settleKeys(db, mapping, token, ends), 1_000],
  ['taking a lane', db => takeLane(db, token, 30), 10_000],
  ['giving a lane back', db => freeLane(db, lane, token), 10_000],
  ['looking for overdue lanes', db => readyOverdueLanes(db), 10_000],
  ['looking up what rows showed', db => sightingsOf(db, crm, 'account', names('c', 100)), 50_000],
  ['waking who waits', db => wakeWaitersFor(db, mapping, accounts), 10_000],
]

/** Without statistics these find their index too, but may take the one of the other side: slower, not endless. */
const onceKnown: readonly Query[] = [
  ['finding links by their rows', db => linksOfRows(db, mapping, crmRows), 10_000],
  ['matching by key', db => unlinkedByKey(db, { ...ask, keys: some.map(at => `k${at}`) }), 10_000],
]

async function usesAnIndex([, asked, atMostPages]: Query): Promise<void> {
  const plans = await plansOf(pool, await statementsOf(asked))
  expect(plans.flatMap(plan => plan.wholly).filter(table => big.includes(table))).toEqual([])
  expect(Math.max(...plans.map(plan => plan.pages))).toBeLessThan(atMostPages)
}

test.each(always)('%s reads no table to its end before there are statistics', (...query) =>
  usesAnIndex(query),
)

describe('with statistics', () => {
  beforeAll(() => pool.query(`analyze ${big.join(', ')}, mapping, mapping_entity, connection`))

  test.each([...always, ...onceKnown])('%s reads no table to its end', (...query) => usesAnIndex(query))
})

test('a fold that has seen only quiet hours takes a burst in its stride, and no more of it than it was asked', async () => {
  const node = openDatabase(url, 1)
  await pool.query('truncate signal')
  for (const _ of names('', 10)) {
    await signalRows(pool, accounts.slice(0, 1), prio.edit)
    await pool.query('vacuum analyze signal')
    await fold(node)
  }
  await pool.query(
    `insert into signal (connection, entity, row_id) select $1, 'account', 'c' || i from generate_series(1, 12000) i`,
    [crm],
  )
  expect([await fold(node), await fold(node), await fold(node)]).toEqual([5000, 5000, 2000])
  await node.end()
})
