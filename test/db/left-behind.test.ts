import { expect, test } from 'vitest'
import { type Claim, markSuspect, unclaimKeys } from '../../src/store/dirty.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { prio } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'
import { claimed, dirtyRows, foldKeys, type Held, leasesEnd } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
/** A mapping with these keys due. */
async function due(...keys: string[]): Promise<number> {
  const { mapping } = await ground(pool, `left-behind-${grounds++}`)
  await foldKeys(pool, mapping, keys)
  return mapping
}
const keysOf = ({ claims }: Held) => claims.map(claim => claim.key)
const done = ({ key, version }: Claim) => ({ key, version, is: 'done' }) as const

test('a lease that ended is taken over, and the key is suspect from then on', async () => {
  const mapping = await due('k')
  const first = await claimed(pool, mapping)
  expect(keysOf(await claimed(pool, mapping))).toEqual([])
  await leasesEnd(pool, mapping)
  const second = await claimed(pool, mapping)
  expect(first.claims).toMatchObject([{ key: 'k', version: '1', attempts: 0, suspect: false }])
  expect(second.claims).toMatchObject([{ key: 'k', version: '1', attempts: 1, suspect: true }])
})

test('an edit that a dead worker had in hand does not wait behind all that is edited meanwhile', async () => {
  const mapping = await due()
  await foldKeys(pool, mapping, ['first'], prio.edit)
  await claimed(pool, mapping)
  await leasesEnd(pool, mapping)
  await foldKeys(pool, mapping, names('later', 30), prio.edit)
  const { token, claims } = await claimed(pool, mapping, 10)
  expect(claims.length).toBe(10)
  expect(claims).toContainEqual(expect.objectContaining({ key: 'first', suspect: true, attempts: 1 }))
  await unclaimKeys(pool, mapping, token, ['first'])
  expect(keysOf(await claimed(pool, mapping, 10))[0]).toBe('first')
})

test('an edit that was put off for a moment goes before a backlog when the moment is over', async () => {
  const mapping = await due()
  await foldKeys(pool, mapping, ['edit'], prio.edit)
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, names('backlog', 30), prio.backlog)
  await settleKeys(
    pool,
    mapping,
    token,
    claims.map(claim => ({ ...done(claim), is: 'later', afterMs: -1 }) as const),
  )
  expect(keysOf(await claimed(pool, mapping, 1))).toEqual(['edit'])
})

test('nor does a backlog that a dead worker had in hand go before an edit', async () => {
  const mapping = await due(...names('backlog', 10))
  await claimed(pool, mapping)
  await leasesEnd(pool, mapping)
  await foldKeys(pool, mapping, ['live'], prio.edit)
  expect(keysOf(await claimed(pool, mapping, 1))).toEqual(['live'])
})

test('a claim cut short by an error puts its keys back, to run in smaller groups, and lets none rest for that', async () => {
  const mapping = await due('a', 'b')
  await pool.query(`update dirty set attempts = 4 where mapping = $1 and key = 'b'`, [mapping])
  for (const attempts of [1, 2, 3, 3]) {
    const { token } = await claimed(pool, mapping)
    await markSuspect(pool, mapping, token, ['a', 'b'])
    expect(await dirtyRows(pool, mapping)).toMatchObject([
      { key: 'a', suspect: true, attempts },
      { key: 'b', suspect: true, attempts: 4 },
    ])
  }
})

test('a key that is put back keeps its place before those that became due after it', async () => {
  const mapping = await due('first')
  await pool.query(`update dirty set dirty_at = now() - interval '1 minute' where mapping = $1`, [mapping])
  const { token } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['a-later-one'])
  await unclaimKeys(pool, mapping, token, ['first'])
  expect(keysOf(await claimed(pool, mapping))).toEqual(['first', 'a-later-one'])
})

test('a suspect that ends well is suspect no more', async () => {
  const mapping = await due('k')
  await claimed(pool, mapping)
  await leasesEnd(pool, mapping)
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['k'])
  await settleKeys(pool, mapping, token, claims.map(done))
  expect((await claimed(pool, mapping)).claims).toMatchObject([{ key: 'k', suspect: false, attempts: 0 }])
})
