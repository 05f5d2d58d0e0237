import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { renewalsPerLease } from '../../src/engine/drain.ts'
import { openLease } from '../../src/engine/lease.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { startWorker } from '../../src/engine/worker.ts'
import { testDatabase } from '../support/database.ts'
import { boxes, edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const rows = names('r', 100)
const box = await fillBoxes(pool, rows)
const { config, rewrites } = readEnvironment({})
const log = pino({ level: 'silent' })
const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
afterAll(() => made.pool.end())
const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('a box has no network')) }
const sessions = { ...made.sessions, open: () => session }

/** The project tool answers a write only when it is let. */
function slowBoxes() {
  const registry = boxes(pool, { onRead: async () => {} })
  const found = registry.get('box-pm')
  if (!found) throw new Error('there is no such box')
  const gate = Promise.withResolvers<void>()
  let begun = 0
  const slow: typeof found = {
    ...found,
    write: async (...asked) => {
      begun += 1
      await gate.promise
      return found.write(...asked)
    },
  }
  return {
    registry: new Map([...registry, ['box-pm', slow] as const]),
    begun: () => begun,
    letGo: gate.resolve,
  }
}

test('a node that is asked to end finishes the writes under way, begins no others, and gives the rest back', async () => {
  const slow = slowBoxes()
  await edit(pool, box, rows, 'edited')
  const worker = startWorker({ ...made, registry: slow.registry, sessions })
  await until('writes are under way', async () => slow.begun() > 0)
  const ended = worker.stop()
  slow.letGo()
  await ended
  // Ten rows a write, four writes at once; there were ten to do.
  expect(slow.begun()).toBe(4)
  const held = await pool.query(
    `select key from dirty where token is not null union all select 'lane' from lane where owner is not null
     union all select 'intent' from intent`,
  )
  expect(held.rows).toEqual([])
  const left = await unsettled(pool)
  expect(left.filter(what => what.startsWith('row '))).toHaveLength(60)
  const next = startWorker({ ...made, registry: boxes(pool, { onRead: async () => {} }), sessions })
  await until('the next node has done it', async () => (await unsettled(pool)).length === 0)
  await next.stop()
  expect((await pool.query('select from box_write')).rowCount).toBe(100)
})

test("what a killed node had in hand is another one's within 30 seconds, as nodes are set up", () => {
  const lanesLookedAtEverySeconds = 1
  expect(config.leaseSeconds + lanesLookedAtEverySeconds).toBeLessThan(30)
  const now = { steady: 0, wall: 0 }
  const lease = openLease({ ...now }, config, () => now)
  // Until it is renewed, and a second more, a call may be made that ends before the lease does.
  now.steady = now.wall = (config.leaseSeconds * 1000) / renewalsPerLease + 900
  expect(lease.mayWrite()).toBe(true)
})
