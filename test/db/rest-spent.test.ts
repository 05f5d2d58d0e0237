import { expect, test } from 'vitest'
import { restFor } from '../../src/core/budget.ts'
import { endAfter } from '../../src/engine/ends.ts'
import { budgetSpent } from '../../src/engine/waiting.ts'
import { type Claim, claimKeys } from '../../src/store/dirty.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { restSpent } from '../../src/store/rest-spent.ts'
import { prio } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'
import { claimed, dirtyRows, foldKeys } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
const behind = ['new:tasks:crm:1', 'new:tasks:pm:2', 'new:comments:crm:3', 'thread:4']
/** A backlog of two pairs; one task of it is in hand. */
async function backlog(urgency: number) {
  const { mapping } = await ground(pool, `rest-${grounds++}`)
  await foldKeys(pool, mapping, ['new:tasks:crm:0'], urgency)
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, behind, prio.backlog)
  await foldKeys(pool, mapping, ['new:tasks:crm:9'], prio.edit)
  const spent = budgetSpent('The calls are used up for now.', 4_000).failure
  await settleKeys(
    pool,
    mapping,
    token,
    claims.map(claim => endAfter(claim, spent)),
  )
  const keys = claims.map(claim => claim.key)
  await restSpent(
    pool,
    { mapping, shard: 0 },
    { keys, forMs: restFor(4_000), isBacklog: urgency < prio.edit },
  )
  return (await dirtyRows(pool, mapping)).filter(row => row.dueIn > 2).map(row => row.key)
}

test('where the calls of a backlog are spent, what is of the same pair rests; other pairs and what people wait for go on', async () => {
  expect(await backlog(prio.backlog)).toEqual(['new:tasks:crm:0', 'new:tasks:crm:1', 'new:tasks:pm:2'])
})

test('where the calls of an edit are spent, that edit waits, and nothing else', async () => {
  expect(await backlog(prio.edit)).toEqual(['new:tasks:crm:0'])
})

test('what was edited again meanwhile does not wait for the calls that its last edit lacked', async () => {
  const { mapping } = await ground(pool, `rest-${grounds++}`)
  await foldKeys(pool, mapping, ['edited'], prio.edit)
  const { token, claims } = await claimed(pool, mapping)
  await foldKeys(pool, mapping, ['edited'], prio.edit)
  await settleKeys(
    pool,
    mapping,
    token,
    claims.map(({ key, version }) => ({ key, version, is: 'done' }) as const),
  )
  await restSpent(pool, { mapping, shard: 0 }, { keys: ['edited'], forMs: 5_000, isBacklog: false })
  expect((await claimed(pool, mapping)).claims.map(claim => claim.key)).toEqual(['edited'])
})

test('links rest by their pair', async () => {
  const { mapping } = await ground(pool, `rest-${grounds++}`)
  const made = await pool.query<{ key: string }>(
    `insert into link (mapping, pair, crm_id, pm_id)
     select $1, pair, pair || at, pair || at from unnest(array['tasks', 'comments']) as p(pair), generate_series(1, 2) as at
     returning 'link:' || id as key`,
    [mapping],
  )
  const keys = made.rows.map(row => row.key)
  await foldKeys(pool, mapping, keys, prio.backlog)
  await restSpent(pool, { mapping, shard: 0 }, { keys: keys.slice(0, 1), forMs: 5_000, isBacklog: true })
  const resting = (await dirtyRows(pool, mapping)).filter(row => row.dueIn > 2).map(row => row.key)
  expect(resting.sort()).toEqual(keys.slice(0, 2).sort())
})

test('what rests is back before there is room, so that it is read by then, and a short wait is waited out', () => {
  expect([100, 750, 1_750, 8_000, 86_400_000].map(restFor)).toEqual([0, 0, 1_000, 7_250, 10_000])
})

test('a key that our own pace stopped is tried again as soon as there is room, and one that its vendor stopped later', async () => {
  const { mapping } = await ground(pool, `rest-${grounds++}`)
  await foldKeys(pool, mapping, names('k', 1))
  const [claim] = await claimKeys(pool, { mapping, shard: 0 }, crypto.randomUUID(), 1, 30)
  const afterMs = (failure: Parameters<typeof endAfter>[1]) => endAfter(claim as Claim, failure)
  expect(afterMs(budgetSpent('spent', 200).failure)).toMatchObject({ is: 'later', afterMs: 200 })
  expect(afterMs({ kind: 'throttled', message: 'slow down', retryAfterSeconds: 0.2 })).toMatchObject({
    is: 'later',
    afterMs: 5_000,
  })
})
