import pg from 'pg'
import { expect, test } from 'vitest'
import type { Db } from '../../src/store/database.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type Claim, holdKeys, renewKeys } from '../../src/store/dirty.ts'
import { fold } from '../../src/store/fold.ts'
import { type KeyEnd, settleKeys } from '../../src/store/key-ends.ts'
import { prio, signalKeys } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'
import { claimed, dirtyKeys, foldAll, foldKeys } from './schedule.ts'

const { url, pool } = await testDatabase()
/** Whoever has to wait for a lock on these connections fails at once. */
const impatient = openDatabase(`${url}?lock_timeout=1`)
const { mapping } = await ground(pool)

/** Runs with two open transactions, which are committed in the end. */
async function withTwo(work: (one: Db, other: Db) => Promise<void>): Promise<void> {
  const clients = [new pg.Client(url), new pg.Client(url)] as const
  for (const client of clients) await client.connect()
  for (const client of clients)
    await client.query(`begin; set search_path to baton; set local lock_timeout = 1`)
  try {
    await work(...clients)
    for (const client of clients) await client.query('commit')
  } finally {
    for (const client of clients) await client.end()
  }
}

test('signals in opposite order in two transactions do not even wait for each other', async () => {
  await withTwo(async (one, other) => {
    await signalKeys(one, mapping, ['a'], prio.backlog)
    await signalKeys(other, mapping, ['b'], prio.backlog)
    await signalKeys(one, mapping, ['b'], prio.backlog)
    await fold(pool)
    await signalKeys(other, mapping, ['a'], prio.backlog)
  })
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['a', 'b'])
})

test('a whole run of a key waits for no transaction that has signalled it', async () => {
  await foldKeys(pool, mapping, ['k'])
  await withTwo(async one => {
    await signalKeys(one, mapping, ['k'], prio.person)
    const { token, claims } = await claimed(impatient, mapping)
    await renewKeys(impatient, { mapping, shard: 0 }, token, 30)
    expect((await holdKeys(impatient, mapping, token, ['k'])).size).toBe(1)
    await settleKeys(
      impatient,
      mapping,
      token,
      claims.map(({ key, version }) => ({ key, version, is: 'done' })),
    )
    expect(await dirtyKeys(pool, mapping)).not.toContain('k')
  })
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toContain('k')
})

test('folding beside claiming, renewing, holding and settling the same keys never deadlocks', async () => {
  const keys = names('k', 200)
  let rounds = 0
  const signalling = async () => {
    for (; rounds < 150; rounds++) await foldKeys(pool, mapping, shuffled(keys))
  }
  const working = async () => {
    while (rounds < 150) {
      const { token, claims } = await claimed(pool, mapping, 100)
      const renewing = renewKeys(pool, { mapping, shard: 0 }, token, 30)
      await Promise.all([renewing, holdKeys(pool, mapping, token, shuffled(keys))])
      await settleKeys(pool, mapping, token, shuffled(claims).map(anyEnd))
    }
  }
  await Promise.all([signalling(), working(), working(), working()])
})

function anyEnd({ key, version }: Claim): KeyEnd {
  const dice = Math.random()
  if (dice < 0.6) return { key, version, is: 'done' }
  return dice < 0.8
    ? { key, version, is: 'later', afterMs: 0 }
    : { key, version, is: 'failed', error: 'no', why: { is: 'rejected' } }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map(item => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
