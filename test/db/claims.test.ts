import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type Claim,
  claimKeys,
  holdKeys,
  markSuspect,
  renewKeys,
  unclaimKeys,
} from '../../src/store/dirty.ts'
import { type KeyEnd, maxAttempts, settleKeys } from '../../src/store/key-ends.ts'
import { prio } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'
import { claimed, dirtyRows, foldKeys, type Held, leasesEnd } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
/** A mapping with these keys due. */
async function due(...keys: string[]): Promise<number> {
  const { mapping } = await ground(pool, `claims-${grounds++}`)
  await foldKeys(pool, mapping, keys)
  return mapping
}
const keysOf = ({ claims }: Held) => claims.map(claim => claim.key)
const done = ({ key, version }: Claim): KeyEnd => ({ key, version, is: 'done' })
const failed = ({ key, version }: Claim): KeyEnd => ({
  key,
  version,
  is: 'failed',
  error: 'no',
  why: { is: 'rejected' },
})
const later = ({ key, version }: Claim): KeyEnd => ({ key, version, is: 'later', afterMs: 60_000 })
/** Ages what waits in a mapping, as if it had come so many seconds ago. */
const age = (mapping: number, seconds: number) =>
  pool.query(`update dirty set run_at = run_at - $2 * interval '1 s' where mapping = $1`, [mapping, seconds])

test('a claim takes at most what it was asked for, and nobody else gets the same', async () => {
  const mapping = await due(...names('k', 30))
  const held = await Promise.all(names('', 4).map(() => claimed(pool, mapping, 10)))
  expect(Math.max(...held.map(one => one.claims.length))).toBeLessThanOrEqual(10)
  expect(held.flatMap(keysOf).sort()).toEqual(names('k', 30).sort())
})

test('a claim answers the most urgent first, then the oldest', async () => {
  const mapping = await due('backfill')
  await age(mapping, 30)
  await foldKeys(pool, mapping, ['pulled'], prio.backlog)
  await foldKeys(pool, mapping, ['typed'], prio.person)
  await foldKeys(pool, mapping, ['hooked'], prio.edit)
  expect(keysOf(await claimed(pool, mapping))).toEqual(['typed', 'hooked', 'backfill', 'pulled'])
})

test('the order holds however many are claimed', async () => {
  const { mapping } = await ground(pool, `claims-${grounds++}`)
  const keys = names('k', 60)
  for (const key of keys) await foldKeys(pool, mapping, [key])
  expect(keysOf(await claimed(pool, mapping, 60))).toEqual(keys)
})

test('what became due at the same moment is taken by its key, so that rows of one project stand together', async () => {
  const keys = names('k', 60)
  const mapping = await due(
    ...keys.toReversed().filter((_key, at) => at % 2 === 0),
    ...keys.filter((_key, at) => at % 2 === 0),
  )
  expect(keysOf(await claimed(pool, mapping, 25))).toEqual(keys.toSorted().slice(0, 25))
})

test('live edits go before a backfill that has waited for an hour', async () => {
  const mapping = await due(...names('backfill', 200))
  await age(mapping, 3600)
  await foldKeys(pool, mapping, ['live'], prio.edit)
  const first = await claimed(pool, mapping, 1)
  const rest = await claimed(pool, mapping, 1)
  expect(first.claims).toMatchObject([{ key: 'live', live: true }])
  expect(rest.claims).toMatchObject([{ live: false }])
})

test('a live edit of a key in work keeps its head start', async () => {
  const mapping = await due('k')
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['k'], prio.person)
  await foldKeys(pool, mapping, names('backfill', 5), prio.sweep)
  await age(mapping, 30)
  await settleKeys(pool, mapping, token, claims.map(done))
  expect(keysOf(await claimed(pool, mapping, 1))).toEqual(['k'])
})

test('keys put back keep their head start', async () => {
  const mapping = await due(...names('backfill', 5))
  await age(mapping, 30)
  await foldKeys(pool, mapping, ['live'], prio.edit)
  const { token } = await claimed(pool, mapping, 1)
  await unclaimKeys(pool, mapping, token, ['live'])
  const again = await claimed(pool, mapping, 1)
  expect(keysOf(again)).toEqual(['live'])
  await markSuspect(pool, mapping, again.token, ['live'])
  expect(keysOf(await claimed(pool, mapping, 1))).toEqual(['live'])
})

test('a lane sees its own shard only', async () => {
  const { mapping } = await ground(pool, `claims-${grounds++}`, 4)
  await foldKeys(pool, mapping, names('k', 100))
  const shards = await Promise.all(
    [0, 1, 2, 3].map(shard => claimKeys(pool, { mapping, shard }, randomUUID(), 100, 30)),
  )
  expect(shards.every(claims => claims.length > 5)).toBe(true)
  expect(new Set(shards.flat().map(claim => claim.key)).size).toBe(100)
})

test('a lease is renewed while it holds, and never after', async () => {
  const mapping = await due('a')
  const { token } = await claimed(pool, mapping, 1, 5)
  await renewKeys(pool, { mapping, shard: 0 }, token, 30)
  expect((await dirtyRows(pool, mapping)).map(row => row.dueIn > 25)).toEqual([true])
  await leasesEnd(pool, mapping)
  await renewKeys(pool, { mapping, shard: 0 }, token, 30)
  expect(keysOf(await claimed(pool, mapping))).toEqual(['a'])
})

test('whoever lost a key can neither hold nor end it', async () => {
  const mapping = await due('a', 'b')
  const lost = await claimed(pool, mapping)
  expect([...(await holdKeys(pool, mapping, lost.token, ['a', 'b', 'c']))]).toEqual(['a', 'b'])
  await leasesEnd(pool, mapping)
  expect((await holdKeys(pool, mapping, lost.token, ['a', 'b'])).size).toBe(0)
  const mine = await claimed(pool, mapping)
  const before = await dirtyRows(pool, mapping)
  for (const end of [done, failed, later]) await settleKeys(pool, mapping, lost.token, lost.claims.map(end))
  await unclaimKeys(pool, mapping, lost.token, ['a', 'b'])
  await markSuspect(pool, mapping, lost.token, ['a', 'b'])
  const after = await dirtyRows(pool, mapping)
  expect(after.map(({ dueIn, ...row }) => row)).toEqual(before.map(({ dueIn, ...row }) => row))
  expect(keysOf(mine).sort()).toEqual(['a', 'b'])
})

test('keys end each for itself', async () => {
  const mapping = await due('done', 'failed', 'later', 'open')
  const { token, claims } = await claimed(pool, mapping)
  const ends = claims.flatMap(claim => {
    const end = { done, failed, later }[claim.key]
    return end ? [end(claim)] : []
  })
  await settleKeys(pool, mapping, token, ends)
  expect(await dirtyRows(pool, mapping)).toMatchObject([
    { key: 'failed', leased: false, attempts: 1, error: 'no', failed: { is: 'rejected' } },
    { key: 'later', leased: false, attempts: 0, error: null },
    { key: 'open', leased: true },
  ])
})

test('a key that is to be looked at later waits, unless there is news', async () => {
  const mapping = await due('waits', 'news')
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['news'])
  await settleKeys(pool, mapping, token, claims.map(later))
  expect(keysOf(await claimed(pool, mapping))).toEqual(['news'])
  await foldKeys(pool, mapping, ['waits'])
  expect(keysOf(await claimed(pool, mapping))).toEqual(['waits'])
})

test('a failing key is tried again more and more rarely, then rests', async () => {
  const mapping = await due('k')
  const rests: number[] = []
  for (const _ of names('', maxAttempts)) {
    const { token, claims } = await claimed(pool, mapping)
    await settleKeys(pool, mapping, token, claims.map(failed))
    rests.push(...(await dirtyRows(pool, mapping)).map(row => row.dueIn))
    await age(mapping, 3600)
  }
  expect(rests.length).toBe(maxAttempts)
  expect(rests.at(-1)).toBe(Number.POSITIVE_INFINITY)
  for (const [at, rest] of rests.slice(0, -1).entries()) {
    expect(rest).toBeGreaterThan(0.7 * 2 ** at - 0.2)
    expect(rest).toBeLessThan(1.3 * 2 ** at)
  }
  expect(keysOf(await claimed(pool, mapping))).toEqual([])
})

test('news of a key that rests begins anew; news of one that waits after a failure does not hurry it', async () => {
  const mapping = await due('rests', 'waits')
  await pool.query(`update dirty set attempts = 4 where mapping = $1 and key = 'rests'`, [mapping])
  const { token, claims } = await claimed(pool, mapping)
  await settleKeys(pool, mapping, token, claims.map(failed))
  await foldKeys(pool, mapping, ['rests', 'waits'])
  expect(await dirtyRows(pool, mapping)).toMatchObject([
    { key: 'rests', attempts: 0 },
    { key: 'waits', attempts: 1 },
  ])
  expect(keysOf(await claimed(pool, mapping))).toEqual(['rests'])
})

test('a key that fails for the last time while there is news does not rest', async () => {
  const mapping = await due('k')
  await pool.query(`update dirty set attempts = $2 where mapping = $1`, [mapping, maxAttempts - 1])
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['k'])
  await settleKeys(pool, mapping, token, claims.map(failed))
  expect(keysOf(await claimed(pool, mapping))).toEqual(['k'])
})
