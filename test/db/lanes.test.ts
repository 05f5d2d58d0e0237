import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { pauseConnection } from '../../src/store/connections.ts'
import { claimKeys } from '../../src/store/dirty.ts'
import { readyOverdueLanes } from '../../src/store/fold.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { freeLane, type Lane, renewLane, takeLane } from '../../src/store/lanes.ts'
import { pauseMapping } from '../../src/store/mappings.ts'
import { prio, signalKeys } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'
import { claimed, dirtyRows, foldAll, foldKeys, leasesEnd } from './schedule.ts'

const { pool } = await testDatabase()
beforeEach(() => pool.query('truncate lane, dirty, signal'))

let grounds = 0
const fresh = (shards = 1) => ground(pool, `lanes-${grounds++}`, shards)
const take = (leaseSeconds = 30, owner: string = randomUUID()) => takeLane(pool, owner, leaseSeconds)
const lanesEnd = () =>
  pool.query(`update lane set lease_until = now() - interval '1 s' where owner is not null`)

/** One turn as a worker does it: takes a lane, works through a claim, gives the lane back. Null: no lane was ready. */
async function turn(most = 100): Promise<{ readonly lane: Lane; readonly keys: readonly string[] } | null> {
  const [owner, token] = [randomUUID(), randomUUID()]
  const lane = await takeLane(pool, owner, 30)
  if (!lane) return null
  const claims = await claimKeys(pool, lane, token, most, 30)
  const ends = claims.map(({ key, version }) => ({ key, version, is: 'done' as const }))
  await settleKeys(pool, lane.mapping, token, ends)
  await freeLane(pool, lane, owner)
  return { lane, keys: claims.map(claim => claim.key) }
}

test('a lane with news is taken by one worker, and again only when it was given back', async () => {
  const { mapping } = await fresh()
  await foldKeys(pool, mapping, ['k'])
  const owner = randomUUID()
  const all = await Promise.all([take(30, owner), take(30, owner), take()])
  expect(all.filter(lane => lane !== null)).toEqual([{ mapping, shard: 0 }])
  await foldKeys(pool, mapping, ['l'])
  expect(await take()).toBeNull()
})

test('a lane given back is ready while something is due in it, and no longer', async () => {
  const { mapping } = await fresh()
  await foldKeys(pool, mapping, names('k', 5))
  expect((await turn(3))?.keys.length).toBe(3)
  expect((await turn(3))?.keys.length).toBe(2)
  expect(await turn()).toBeNull()
})

test('a lane is ready again when its next key is due', async () => {
  const { mapping } = await fresh()
  const lane = { mapping, shard: 0 }
  await foldKeys(pool, mapping, ['k'])
  const owner = randomUUID()
  await take(30, owner)
  const { token } = await claimed(pool, mapping)
  await settleKeys(pool, mapping, token, [{ key: 'k', version: '1', is: 'later', afterMs: 3_600_000 }])
  await freeLane(pool, lane, owner)
  expect(await take()).toBeNull()
  await pool.query('update lane set ready_at = ready_at - interval $$1 h$$')
  expect(await take()).toEqual(lane)
})

test('news that is folded while a lane is served makes it ready when it is given back', async () => {
  const { mapping } = await fresh()
  await foldKeys(pool, mapping, ['k'])
  const owner = randomUUID()
  await take(30, owner)
  await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['l'])
  await freeLane(pool, { mapping, shard: 0 }, owner)
  expect((await turn())?.keys).toEqual(['l'])
})

test('lanes are served in turn, the one that waited longest first', async () => {
  const grounds = [await fresh(), await fresh(), await fresh()]
  for (const { mapping } of grounds) await foldKeys(pool, mapping, names('k', 9))
  const served: number[] = []
  for (const _ of names('', 9)) served.push((await turn(3))?.lane.mapping ?? 0)
  const round = served.slice(0, 3)
  expect([...round].sort()).toEqual(grounds.map(one => one.mapping).sort())
  expect(served).toEqual([...round, ...round, ...round])
})

test('one key of a quiet mapping is served within a few takes beside 50,000 of a noisy one', async () => {
  const shards = 4
  const noisy = await fresh(shards)
  await pool.query(
    `insert into signal (mapping, key, prio) select $1, 'n' || i, 5 from generate_series(1, 50000) i`,
    [noisy.mapping],
  )
  await foldAll(pool)
  for (const _ of names('', 6)) await turn()
  for (const urgency of [prio.sweep, prio.edit]) {
    const quiet = await fresh()
    await foldKeys(pool, quiet.mapping, ['q'], urgency)
    let takes = 1
    while ((await turn())?.lane.mapping !== quiet.mapping) takes++
    expect(takes).toBeLessThanOrEqual(shards + 1)
  }
})

const pauses: readonly (readonly [string, (of: Awaited<ReturnType<typeof fresh>>) => Promise<unknown>])[] = [
  ['is paused', ({ mapping }) => pauseMapping(pool, mapping, 'for a test')],
  ['is off', ({ mapping }) => pool.query(`update mapping set state = 'off' where id = $1`, [mapping])],
  ['has a paused crm', ({ crm }) => pauseConnection(pool, crm, 'signed out')],
  ['has an unproven pm', ({ pm }) => pool.query(`update connection set state = 'new' where id = $1`, [pm])],
]
test.each(pauses)(
  'the lane of a mapping that %s is not taken, and is there when that is over',
  async (_, pause) => {
    const [paused, other] = [await fresh(), await fresh()]
    await foldKeys(pool, paused.mapping, ['p'])
    await foldKeys(pool, other.mapping, ['o'])
    await pause(paused)
    expect([(await turn())?.keys, await turn()]).toEqual([['o'], null])
    await readyOverdueLanes(pool)
    expect(await turn()).toBeNull()
    await pool.query(`update mapping set state = 'on'`)
    await pool.query(`update connection set state = 'ready'`)
    expect((await turn())?.keys).toEqual(['p'])
  },
)

test('a lane is kept as long as its lease is renewed', async () => {
  const { mapping } = await fresh()
  const lane = { mapping, shard: 0 }
  const owner = randomUUID()
  await foldKeys(pool, mapping, ['k'])
  await take(30, owner)
  await lanesEnd()
  await renewLane(pool, lane, owner, 30)
  await readyOverdueLanes(pool)
  expect(await take()).toBeNull()
})

test('a lane whose holder died is taken over after its lease; the dead can neither renew nor free it', async () => {
  const { mapping } = await fresh()
  const lane = { mapping, shard: 0 }
  const dead = randomUUID()
  await foldKeys(pool, mapping, ['k'])
  await take(30, dead)
  expect(await readyOverdueLanes(pool)).toBe(0)
  await lanesEnd()
  expect(await readyOverdueLanes(pool)).toBe(1)
  expect(await take(30)).toEqual(lane)
  await pool.query('update lane set ready_at = now()')
  await freeLane(pool, lane, dead)
  expect(await take()).toBeNull()
  await lanesEnd()
  await renewLane(pool, lane, dead, 30)
  expect(await take()).toEqual(lane)
})

test('whatever is due in a lane that nobody announced is found', async () => {
  const [retried, dead, unknown, later] = [await fresh(), await fresh(), await fresh(), await fresh()]
  const all = [retried, dead, unknown, later].map(one => one.mapping)
  for (const mapping of all) await foldKeys(pool, mapping, ['k'])
  await claimed(pool, dead.mapping)
  await leasesEnd(pool, dead.mapping)
  await pool.query(`update lane set ready_at = 'infinity'`)
  await pool.query('delete from lane where mapping = $1', [unknown.mapping])
  await pool.query(`update dirty set run_at = now() + interval '1 h' where mapping = $1`, [later.mapping])
  expect(await readyOverdueLanes(pool)).toBe(3)
  const served = [await turn(), await turn(), await turn(), await turn()]
  expect(served.map(one => one?.lane.mapping ?? 0).sort((a, b) => a - b)).toEqual([0, ...all.slice(0, 3)])
  expect(await readyOverdueLanes(pool)).toBe(0)
})

test('no wake-up is lost between folding and giving back, without anybody looking for overdue lanes', async () => {
  const { mapping } = await fresh(3)
  let rounds = 0
  const signalling = async () => {
    for (; rounds < 150; rounds++) {
      await signalKeys(pool, mapping, [`k${rounds % 7}`, `k${rounds % 11}`], prio.backlog)
      await foldAll(pool)
    }
  }
  const working = async () => {
    while (rounds < 150) await turn(2)
  }
  await Promise.all([signalling(), working(), working(), working()])
  while ((await turn()) !== null);
  expect(await dirtyRows(pool, mapping)).toEqual([])
})
