import { beforeAll, expect, test } from 'vitest'
import { createPace, type Pace } from '../../src/engine/pace.ts'
import { type Connector, VendorError } from '../../src/spi/index.ts'
import { pauseCalls, reserveCalls } from '../../src/store/budgets.ts'
import { type Connection, saveConnection } from '../../src/store/connections.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let connection: Connection

beforeAll(async () => {
  database = await testDatabase()
  const rest = { connector: 'any', side: 'crm', settings: {}, credentials: '-', hookSecret: '-' } as const
  connection = await saveConnection(database.pool, { name: 'crm', ...rest })
})

const window = { calls: 20, perSeconds: 1 }
const connector = { limits: () => [{ of: 'GET /tasks', ...window }] } as unknown as Connector

function callOf(of: string, urgency: 'live' | 'backfill' = 'live') {
  return {
    connection,
    connector,
    urgency,
    request: { method: 'GET', url: 'https://x.test/', limit: of } as const,
  }
}

/** Calls as the vendor counts them: the moment each arrives. */
async function hammer(pace: Pace, arrivals: number[], until: number): Promise<void> {
  while (performance.now() < until) {
    try {
      await pace.run(callOf('GET /tasks'), async () => void arrivals.push(performance.now()))
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
    }
  }
}

function mostInAnyWindow(arrivals: readonly number[]): number {
  const span = window.perSeconds * 1000
  return Math.max(...arrivals.map(at => arrivals.filter(other => other >= at && other < at + span).length))
}

test('[I10] two nodes together, one of them replaced in the middle, never exceed a rolling window', async () => {
  const arrivals: number[] = []
  const end = performance.now() + 4000
  const steady = createPace(database.pool, 1)
  // The first of these two dies without giving anything back.
  const dies = hammer(createPace(database.pool, 1), arrivals, end - 2000)
  await Promise.all([hammer(steady, arrivals, end), hammer(steady, arrivals, end), dies])
  await hammer(createPace(database.pool, 1), arrivals, end)
  expect(mostInAnyWindow(arrivals)).toBeLessThanOrEqual(window.calls)
  expect(arrivals.length).toBeGreaterThan(window.calls)
})

test('a class without a declared limit is not counted', async () => {
  const pace = createPace(database.pool, 1)
  await pace.run(callOf('GET /other'), async () => {})
  const kept = await database.pool.query(`select from call_block where class = 'GET /other'`)
  expect(kept.rowCount).toBe(0)
})

test('when the vendor asked for silence, nothing is granted', async () => {
  const of = { connection: connection.id, class: 'GET /quiet', window }
  await pauseCalls(database.pool, connection.id, 'GET /quiet', 60)
  const ask = { id: crypto.randomUUID(), cost: 5, least: 1, urgency: 'live', forSeconds: 10 } as const
  const granted = await reserveCalls(database.pool, of, ask)
  expect(granted.is).toBe('wait')
})

test('backfill leaves room for live edits', async () => {
  const of = { connection: connection.id, class: 'GET /shared', window }
  const ask = (urgency: 'live' | 'backfill') => ({
    id: crypto.randomUUID(),
    cost: 100,
    least: 1,
    urgency,
    forSeconds: 10,
  })
  expect(await reserveCalls(database.pool, of, ask('backfill'))).toEqual({ is: 'granted', cost: 16 })
  expect((await reserveCalls(database.pool, of, ask('backfill'))).is).toBe('wait')
  expect(await reserveCalls(database.pool, of, ask('live'))).toEqual({ is: 'granted', cost: 4 })
})
