import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createPace } from '../../src/engine/pace.ts'
import { type Connector, VendorError, type VendorRequest, type VendorResponse } from '../../src/spi/index.ts'
import {
  type BlockEnd,
  leavingWindow,
  noteCallsLeft,
  pauseCalls,
  reserveCalls,
  settleCalls,
} from '../../src/store/budgets.ts'
import { type Connection, saveConnection } from '../../src/store/connections.ts'
import { callsPerKey, noteEffort } from '../../src/store/efforts.ts'
import { giveSlotsBack, takeSlot } from '../../src/store/slots.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'

let database: TestDatabase
let connection: Connection

beforeAll(async () => {
  database = await testDatabase()
  const rest = { connector: 'any', side: 'crm', settings: {}, credentials: '-', hookSecret: '-' } as const
  connection = await saveConnection(database.pool, { name: 'crm', ...rest })
})

const window = { calls: 20, perSeconds: 1 }
const limits = [
  { of: 'GET /tasks', ...window },
  { of: 'few', atOnce: 3 },
]
const connector = {
  limits: () => limits,
  callsLeft: (request: VendorRequest, response: VendorResponse) =>
    response.body === null ? [] : [{ of: String(request.limit), left: Number(response.body) }],
} as unknown as Connector
const paceOf = () => createPace({ pool: database.pool, windowScale: 1, callMs: 20_000 })
const answer = (body: unknown = null): VendorResponse => ({ status: 200, headers: {}, body })

function callOf(of: string, urgency: 'live' | 'backfill' = 'live') {
  return {
    connection,
    connector,
    urgency,
    request: { method: 'GET', url: 'https://x.test/', limit: of } as const,
  }
}

test('[I10] a call that waited for its place until its count had run out is counted anew', async () => {
  const of = { connection: connection.id, class: 'GET /waited', window: { calls: 20, perSeconds: 60 } }
  const narrow = { connection: connection.id, class: 'narrow place', atOnce: 1 }
  const both = {
    limits: () => [
      { of: of.class, ...of.window },
      { of: narrow.class, atOnce: 1 },
    ],
  } as unknown as Connector
  const other = crypto.randomUUID()
  await takeSlot(database.pool, narrow, other, 60)
  const pace = paceOf()
  const request = { method: 'GET', url: 'https://x.test/', limit: [of.class, narrow.class] } as const
  const asked = pace.run({ ...callOf(of.class), connector: both, request }, async () => answer())
  const blocks = () => database.pool.query('select id from call_block where class = $1', [of.class])
  await vi.waitFor(async () => expect((await blocks()).rowCount).toBe(1))
  const [first] = (await blocks()).rows
  onTestFinished(() => void vi.useRealTimers())
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 21_000 })
  await giveSlotsBack(database.pool, [other])
  await asked
  const [second, ...more] = (await blocks()).rows
  expect([first?.id === second?.id, typeof second?.id, more]).toEqual([false, 'string', []])
  await pace.close()
})

test('a class without a declared limit is not counted', async () => {
  const pace = paceOf()
  await pace.run(callOf('GET /other'), async () => answer())
  const kept = await database.pool.query(`select from call_block where class = 'GET /other'`)
  expect(kept.rowCount).toBe(0)
})

/** What is counted of a block of five that ran out, and of another call, when its node speaks up only then. */
async function countedLate(name: string, of: Pick<BlockEnd, 'urgency' | 'made' | 'late'>): Promise<number> {
  const one = { connection: connection.id, class: name, window: { calls: 20, perSeconds: 60 } }
  const ask = { cost: 5, least: 1, urgency: of.urgency, forSeconds: 0 } as const
  const id = crypto.randomUUID()
  await reserveCalls(database.pool, one, { ...ask, id })
  // Whoever looks next finds it ended; only then its node speaks up.
  await reserveCalls(database.pool, one, { ...ask, id: crypto.randomUUID(), cost: 1 })
  await settleCalls(database.pool, one, { id, ...of })
  return (await leavingWindow(database.pool, one)).reduce((sum, { calls }) => sum + calls, 0)
}

test('[I10] what is answered after its block has run out counts then, for it may have arrived as late as that', async () => {
  expect(await countedLate('GET /lost', { urgency: 'live', made: 4, late: 3 })).toBe(5 + 1 + 3)
})

test('when the vendor asked for silence, nothing is granted', async () => {
  const of = { connection: connection.id, class: 'GET /quiet', window }
  await pauseCalls(database.pool, connection.id, 'GET /quiet', 60)
  const ask = { id: crypto.randomUUID(), cost: 5, least: 1, urgency: 'live', forSeconds: 10 } as const
  const granted = await reserveCalls(database.pool, of, ask)
  expect(granted.is).toBe('wait')
})

test('a block that ran out is counted whole, and once', async () => {
  expect(await countedLate('GET /late', { urgency: 'backfill', made: 2, late: 0 })).toBe(6)
})

test('[I10] calls that start in the same moment are counted one by one', async () => {
  const of = { connection: connection.id, class: 'narrow', window: { calls: 3, perSeconds: 60 } }
  const narrow = { ...connector, limits: () => [{ of: of.class, ...of.window }] } as unknown as Connector
  const pace = paceOf()
  let made = 0
  const one = () =>
    pace.run({ ...callOf(of.class), connector: narrow }, async () => {
      made++
      return answer()
    })
  const ends = await Promise.allSettled(Array.from({ length: 8 }, one))
  expect(made).toBe(of.window.calls)
  const refused = ends.filter(end => end.status === 'rejected').map(end => end.reason)
  expect(refused.every(error => error instanceof VendorError && error.failure.kind === 'throttled')).toBe(
    true,
  )
})

test('[I10] all nodes together never have more calls under way than declared, and a dead one blocks nobody for ever', async () => {
  const nodes = [paceOf(), paceOf()]
  let underWay = 0
  let most = 0
  // The first calls stay under way until there are as many as may be.
  const full = Promise.withResolvers<void>()
  const call = async () => {
    most = Math.max(most, ++underWay)
    if (underWay === 3) full.resolve()
    await full.promise
    underWay--
    return answer()
  }
  const dead = { connection: connection.id, class: 'few', atOnce: 3 }
  expect(await takeSlot(database.pool, dead, crypto.randomUUID(), 0.2)).toBe(true)
  const calls = nodes.flatMap(node => Array.from({ length: 20 }, () => node.run(callOf('few'), call)))
  await Promise.all(calls)
  expect(most).toBe(3)
  await Promise.all(nodes.map(node => node.close()))
  const kept = await database.pool.query('select from call_slot')
  expect(kept.rowCount).toBe(0)
})

test('a place that a dead node held is free a second after its call would have been given up', async () => {
  const leftMs: number[] = []
  const callMs = 20_000
  await paceOf().run(callOf('few'), async () => {
    const held = await database.pool.query(
      'select extract(epoch from expires_at - now())::float8 * 1000 as ms from call_slot',
    )
    leftMs.push(...held.rows.map(row => row.ms))
    return answer()
  })
  expect(leftMs).toHaveLength(1)
  expect(leftMs[0]).toBeLessThanOrEqual(callMs + 1_000)
  await database.pool.query('truncate call_slot')
})

test('a call that finds no place is not counted as made', async () => {
  const of = { connection: connection.id, class: 'GET /free', window: { calls: 5, perSeconds: 60 } }
  const full = { connection: connection.id, class: 'full', atOnce: 1 }
  const both = {
    limits: () => [
      { of: of.class, ...of.window },
      { of: 'full', atOnce: 1 },
    ],
  } as unknown as Connector
  await takeSlot(database.pool, full, crypto.randomUUID(), 60)
  const pace = paceOf()
  const request = { method: 'GET', url: 'https://x.test/', limit: [of.class, 'full'] } as const
  const asked = pace.run({ ...callOf(of.class), connector: both, request }, async () => answer())
  await expect(asked).rejects.toMatchObject({ failure: { kind: 'throttled' } })
  await pace.close()
  expect(await leavingWindow(database.pool, of)).toEqual([])
})

test('what a vendor counted and we did not was somebody else, and counts too', async () => {
  const of = { connection: connection.id, class: 'GET /told', window: { calls: 20, perSeconds: 60 } }
  const told = { ...connector, limits: () => [{ of: of.class, ...of.window }] } as unknown as Connector
  const pace = paceOf()
  await pace.run({ ...callOf(of.class), connector: told }, async () => answer(4))
  await pace.close()
  const ask = { id: crypto.randomUUID(), cost: 20, least: 1, urgency: 'live', forSeconds: 10 } as const
  const granted = await reserveCalls(database.pool, of, ask)
  expect(granted).toMatchObject({ is: 'granted' })
  expect(granted.is === 'granted' && granted.cost).toBeLessThanOrEqual(5)
})

test('a vendor that counts less than we do changes nothing', async () => {
  const of = { connection: connection.id, class: 'GET /more', window }
  await noteCallsLeft(database.pool, of, window.calls)
  expect(await leavingWindow(database.pool, of)).toEqual([])
})

test('what a key costs follows what was done lately', async () => {
  const { mapping } = await ground(database.pool, 'costs')
  const calls = (cost: number) => [{ connection: connection.id, class: 'GET /tasks', cost }]
  expect(await callsPerKey(database.pool, mapping)).toEqual([])
  for (let pass = 0; pass < 200; pass++)
    await noteEffort(database.pool, { mapping, keys: 10, calls: calls(50) })
  const [dear] = await callsPerKey(database.pool, mapping)
  expect(dear?.perKey).toBeCloseTo(5)
  for (let pass = 0; pass < 200; pass++)
    await noteEffort(database.pool, { mapping, keys: 10, calls: calls(20) })
  const [cheap] = await callsPerKey(database.pool, mapping)
  expect(cheap?.perKey).toBeCloseTo(2, 1)
  for (let pass = 0; pass < 200; pass++) await noteEffort(database.pool, { mapping, keys: 10, calls: [] })
  const [idle] = await callsPerKey(database.pool, mapping)
  expect(idle?.perKey).toBeCloseTo(0, 1)
})
