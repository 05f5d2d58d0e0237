import { expect, test } from 'vitest'
import { reserveCalls, settleCalls } from '../../src/store/budgets.ts'
import { saveConnection } from '../../src/store/connections.ts'
import { testDatabase } from '../support/database.ts'

const { pool } = await testDatabase()
const rest = { connector: 'any', side: 'crm', settings: {}, credentials: '-', hookSecret: '-' } as const
const connection = await saveConnection(pool, { name: 'crm', ...rest })

/** One window of so many calls a minute, and a way to ask for some of them. */
function windowOf(calls: number) {
  const of = { connection: connection.id, class: `GET /${calls}`, window: { calls, perSeconds: 60 } }
  return {
    asked: async (urgency: 'live' | 'backfill', cost: number, forSeconds = 10) => {
      const id = crypto.randomUUID()
      return { id, grant: await reserveCalls(pool, of, { id, cost, least: 1, urgency, forSeconds }) }
    },
    settled: (id: string, urgency: 'live' | 'backfill', made: number) =>
      settleCalls(pool, of, { id, urgency, made, late: 0 }),
  }
}

test('backfill leaves room for live edits: a little where there were none, more where there were some', async () => {
  const { asked, settled } = windowOf(20)
  const quiet = await asked('backfill', 100)
  expect(quiet.grant).toMatchObject({ is: 'granted', cost: 19 })
  expect((await asked('backfill', 100)).grant.is).toBe('wait')
  await settled(quiet.id, 'backfill', 0)
  const live = await asked('live', 3)
  await settled(live.id, 'live', 3)
  // Three were made, and as many are kept for more of them.
  expect((await asked('backfill', 100)).grant).toMatchObject({ is: 'granted', cost: 14 })
  for (let kept = 0; kept < 3; kept++)
    expect((await asked('live', 100)).grant).toMatchObject({ is: 'granted', cost: 1 })
  expect((await asked('live', 100)).grant.is).toBe('wait')
})

test('where a backlog has used its share, an edit through one node leaves room for one through another', async () => {
  const { asked } = windowOf(100)
  expect((await asked('backfill', 100)).grant).toMatchObject({ is: 'granted', cost: 98 })
  expect((await asked('live', 10)).grant).toMatchObject({ is: 'granted', cost: 1 })
  expect((await asked('live', 10)).grant).toMatchObject({ is: 'granted', cost: 1 })
})

test('what a node holds and may give back is waited for, and not the end of the window', async () => {
  const { asked, settled } = windowOf(10)
  const { id } = await asked('live', 5)
  await settled(id, 'live', 5)
  for (let held = 0; held < 5; held++)
    expect((await asked('live', 1, 5)).grant).toMatchObject({ is: 'granted' })
  const { grant } = await asked('live', 1)
  expect(grant).toMatchObject({ is: 'wait' })
  expect('ms' in grant && grant.ms).toBeLessThanOrEqual(5_000)
})
