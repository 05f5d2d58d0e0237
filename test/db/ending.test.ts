import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { cutShort } from '../../src/engine/ending.ts'
import { openLease } from '../../src/engine/lease.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { renewalsPerLease } from '../../src/engine/while-held.ts'
import { startWorker } from '../../src/engine/worker.ts'
import { postLetters } from '../../src/store/outbox.ts'
import { testDatabase } from '../support/database.ts'
import { testEngine } from '../support/engine.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
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

describe('a vendor that never answers holds up no node that is asked to end', () => {
  const silent = createServer(() => {})
  afterAll(() => void silent.close())

  /** A node on which a connection is to be checked, and mails are to go out, at servers that take everything in and say nothing. */
  async function node() {
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { engine } = await testEngine({
      BATON_HOSTS: `redmine.example.test=http://127.0.0.1:${port}`,
      BATON_REQUEST_TIMEOUT_MS: '300000',
      BATON_LEASE_SECONDS: '600',
      BATON_SMTP_URL: `smtp://127.0.0.1:${port}`,
    })
    await perform(engine, connectionsConnect, operator(), {
      name: 'pm',
      connector: 'redmine',
      settings: { url: 'https://redmine.example.test' },
      credentials: { key: 'a-key-of-redmine' },
    })
    await postLetters(engine.pool, [
      { messageId: '<m@x>', recipient: 'bo@example.test', subject: '', body: '' },
    ])
    return engine
  }

  test('what it was asked is given back at once, and counts as no failure', async () => {
    const asked = new Set<string>()
    silent.on('connection', socket =>
      socket.once('data', data => asked.add(String(data).split(' ')[0] ?? '')),
    )
    const taken = once(silent, 'connection').then(() => once(silent, 'connection'))
    const engine = await node()
    const worker = startWorker(engine)
    await taken
    await until('the check has asked', () => asked.has('GET'))
    await worker.stop(0)
    const chore = await engine.pool.query(
      `select token, attempts, last_error as error, due_at <= now() as "isDue" from chore where kind = 'check'`,
    )
    expect(chore.rows).toEqual([{ token: null, attempts: 0, error: null, isDue: true }])
    const letter = await engine.pool.query(
      `select run_at <= now() as "isDue", last_error as error from outbox`,
    )
    expect(letter.rows).toEqual([{ isDue: true, error: null }])
  })
})

test('keys whose reading was cut short are due at once, and nobody holds them', async () => {
  const { pool: own, crm, settle, engine, mapping } = await pocketEngine()
  await settle()
  crm.before = () => {
    throw cutShort()
  }
  await own.query(`insert into dirty (mapping, key, shard) values ($1, 'new:deals:crm:d', 0)`, [mapping])
  await drainLane(engine, { mapping, shard: 0 }, randomUUID())
  const { rows } = await own.query('select token, attempts, suspect, run_at <= now() as "isDue" from dirty')
  expect(rows).toEqual([{ token: null, attempts: 0, suspect: false, isDue: true }])
})
