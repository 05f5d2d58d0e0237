import { expect, test } from 'vitest'
import { createPace, type Pace } from '../../src/engine/pace.ts'
import { pause } from '../../src/spi/bad-days.ts'
import { type Connector, VendorError } from '../../src/spi/index.ts'
import { saveConnection } from '../../src/store/connections.ts'
import { testDatabase } from '../support/database.ts'

const { pool } = await testDatabase()
const rest = { connector: 'any', side: 'crm', settings: {}, credentials: '-', hookSecret: '-' } as const
const connection = await saveConnection(pool, { name: 'crm', ...rest })

const window = { calls: 20, perSeconds: 1 }
const wide = { calls: 20, perSeconds: 3 }
const limits = [
  { of: 'GET /tasks', ...window },
  { of: 'GET /slow', ...wide },
]
const connector = { limits: () => limits } as unknown as Connector
const paceOf = () => createPace({ pool, windowScale: 1, callMs: 20_000 })
const requestOf = (limit: string) => ({ method: 'GET', url: 'https://x.test/', limit }) as const

/** Calls as the vendor counts them: the moment each arrives, which is `lateMs` after it was sent. */
async function hammer(
  pace: Pace,
  arrivals: number[],
  end: number,
  of: string,
  lateMs: readonly number[] = [0],
): Promise<void> {
  for (let call = 0; performance.now() < end; call++) {
    try {
      await pace.run({ connection, connector, urgency: 'live', request: requestOf(of) }, async () => {
        const late = lateMs[call % lateMs.length]
        if (late) await pause(late)
        arrivals.push(performance.now())
        return { status: 200, headers: {}, body: null }
      })
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
    }
  }
}

function mostIn(arrivals: readonly number[], { perSeconds }: typeof window): number {
  const span = perSeconds * 1000
  return Math.max(...arrivals.map(at => arrivals.filter(other => other >= at && other < at + span).length))
}

test('[I10] two nodes together, one of them replaced in the middle, never exceed a rolling window', async () => {
  const arrivals: number[] = []
  const end = performance.now() + 4000
  const steady = paceOf()
  // The first of these two dies without giving anything back.
  const dies = hammer(paceOf(), arrivals, end - 2000, 'GET /tasks')
  await Promise.all([
    hammer(steady, arrivals, end, 'GET /tasks'),
    hammer(steady, arrivals, end, 'GET /tasks'),
    dies,
  ])
  await hammer(paceOf(), arrivals, end, 'GET /tasks')
  expect(mostIn(arrivals, window)).toBeLessThanOrEqual(window.calls)
  expect(arrivals.length).toBeGreaterThan(window.calls)
})

test('[I10] calls that are long under way count from when they are answered, for they may arrive as late as that', async () => {
  const arrivals: number[] = []
  const end = performance.now() + 7000
  const nodes = [paceOf(), paceOf()]
  const lateMs = [0, 540, 0, 180]
  await Promise.all([...nodes, ...nodes].map(node => hammer(node, arrivals, end, 'GET /slow', lateMs)))
  expect(mostIn(arrivals, wide)).toBeLessThanOrEqual(wide.calls)
  expect(arrivals.length).toBeGreaterThan(wide.calls)
})
