import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { keysPerPass } from '../../src/engine/drain.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { startWorker } from '../../src/engine/worker.ts'
import type { Pool } from '../../src/store/database.ts'
import { testDatabase } from '../support/database.ts'
import { boxes, edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const rows = names('r', 3)
const box = await fillBoxes(pool, rows)
/** So long that whoever waits for a lease to run out waits in vain. */
const { config, rewrites } = readEnvironment({ BATON_LEASE_SECONDS: '120', BATON_SLOTS: '1' })
const log = pino({ level: 'silent' })
const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
afterAll(() => made.pool.end())
const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('a box has no network')) }
const sessions = { ...made.sessions, open: () => session }
const registry = boxes(pool, { onRead: () => Promise.resolve() })

/** The statement whose next answers are lost although it was carried out, and how many are still to be lost. */
let losing = { statement: '', times: 0 }

/** The engine's pool, over a connection that is cut when an answer is on its way. */
function cut(of: Pool): Pool {
  return new Proxy(of, {
    get(target, key) {
      const value = Reflect.get(target, key)
      if (key !== 'query') return typeof value === 'function' ? value.bind(target) : value
      return async (what: { readonly name?: string }, ...values: readonly unknown[]) => {
        const answer = await value.call(target, what, ...values)
        if (what.name !== losing.statement || answer.rowCount === 0 || losing.times === 0) return answer
        losing = { ...losing, times: losing.times - 1 }
        throw new Error('Connection terminated unexpectedly')
      }
    },
  })
}

test.each(['take-lane', `claim-keys-${keysPerPass}`])(
  'what "%s" took, and its answer was lost, is taken again at once',
  async statement => {
    losing = { statement, times: 3 }
    await edit(pool, box, rows, statement)
    const worker = startWorker({ ...made, registry, sessions, pool: cut(made.pool) })
    await until('all is settled', async () => (await unsettled(pool)).length === 0)
    await worker.stop()
    expect(losing.times).toBe(0)
  },
)

test('a chore that was taken, and its answer was lost, is done at once', async () => {
  losing = { statement: 'take-chore', times: 3 }
  await pool.query(`insert into chore (connection, kind) values ($1, 'subscribe')`, [box.crm])
  const worker = startWorker({ ...made, registry, sessions, pool: cut(made.pool) })
  const isLeased = async () =>
    (await pool.query('select from chore where token is not null or due_at <= now()')).rowCount
  await until('the chore is done', async () => (await isLeased()) === 0)
  await worker.stop()
  expect(losing.times).toBe(0)
})
