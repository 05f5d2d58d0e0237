import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { testDatabase } from '../support/database.ts'
import { boxes, edit, fillBoxes, unsettled } from './box.ts'
import { countingPool } from './counting-pool.ts'
import { names } from './ground.ts'
import { foldAll } from './schedule.ts'

const { url, pool } = await testDatabase()
const rows = names('r', 100)
const box = await fillBoxes(pool, rows)

const { config, rewrites } = readEnvironment({})
const log = pino({ level: 'silent' })
const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('a box has no network')) }
const counting = countingPool(made.pool)
const registry = boxes(pool, { onRead: async () => {} })
const engine = {
  ...made,
  pool: counting.pool,
  registry,
  sessions: { ...made.sessions, open: () => session },
}
afterAll(() => made.pool.end())

async function drained(): Promise<string[]> {
  await foldAll(pool)
  counting.start()
  expect(await drainLane(engine, { mapping: box.mapping, shard: 0 }, randomUUID())).toBe(100)
  return counting.statements()
}

test('a pass over a hundred changed links makes at most twenty statements', async () => {
  await edit(pool, box, rows, 'another name')
  const statements = await drained()
  expect(await unsettled(pool)).toEqual([])
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(20)
})

test('a pass over a hundred links without news makes no more', async () => {
  await edit(pool, box, rows, 'another name')
  expect((await drained()).length).toBeLessThanOrEqual(20)
})
