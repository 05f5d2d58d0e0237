import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { linkKey } from '../../src/engine/keys.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { VendorError } from '../../src/spi/index.ts'
import { pauseMapping } from '../../src/store/mappings.ts'
import { testDatabase } from '../support/database.ts'
import { boxes, edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { dirtyRows, foldAll } from './schedule.ts'

const { url, pool } = await testDatabase()
const rows = names('r', 6)
const box = await fillBoxes(pool, rows)
const keys = new Map(
  (await pool.query('select crm_id, id from link')).rows.map(row => [row.crm_id, linkKey(row.id)]),
)

/** Which rows were read together, in order; and what happens on reading. */
let reads: string[][] = []
let onRead: (ids: readonly string[]) => void = () => {}
const registry = boxes(pool, {
  onRead: async ids => {
    reads.push([...ids].sort())
    onRead(ids)
  },
})
const { config, rewrites } = readEnvironment({})
const log = pino({ level: 'silent' })
const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('a box has no network')) }
const engine = { ...made, registry, sessions: { ...made.sessions, open: () => session } }
afterAll(() => made.pool.end())

const drain = () => drainLane(engine, { mapping: box.mapping, shard: 0 }, randomUUID())
let edits = 0
beforeEach(async () => {
  onRead = () => {}
  await pool.query('truncate dirty, signal')
  await pool.query(`update mapping set state = 'on'`)
  await edit(pool, box, rows, `edit ${edits++}`)
  await foldAll(pool)
  reads = []
})
const make = (change: string, ...ids: string[]) =>
  pool.query(`update dirty set ${change} where key = any($1)`, [ids.map(id => keys.get(id))])
/** Lets whatever waits be due. */
const timePasses = () =>
  pool.query(`update dirty set run_at = now() where token is null and run_at < 'infinity'`)

test('what is due is done together', async () => {
  expect(await drain()).toBe(6)
  expect(reads).toEqual([rows])
  expect(await unsettled(pool)).toEqual([])
})

test('keys whose last worker died run apart from the others: in a group first, and those that it happened to often, alone', async () => {
  await make('suspect = true, attempts = 3', 'r0', 'r1')
  await make('suspect = true, attempts = 1', 'r2', 'r3')
  for (const _ of names('', 4)) await drain()
  expect(reads.length).toBe(4)
  expect(reads).toEqual(expect.arrayContaining([['r4', 'r5'], ['r2', 'r3'], ['r0'], ['r1']]))
  expect(reads.findIndex(read => read.includes('r2'))).toBeLessThan(
    reads.findIndex(read => read.includes('r0')),
  )
  expect(await unsettled(pool)).toEqual([])
})

test('the one that waits longest says whose turn it is: neither suspects nor others are held up for ever', async () => {
  await make('suspect = true, attempts = 1', 'r2', 'r3')
  await make(`dirty_at = now() - interval '1 day'`, 'r3')
  await drain()
  expect(reads).toEqual([['r2', 'r3']])
  expect(await drain()).toBe(4)
  expect(reads.at(-1)).toEqual(['r0', 'r1', 'r4', 'r5'])
})

test('keys that a killed worker had in hand once are done together, and not one by one', async () => {
  await make('suspect = true, attempts = 1', ...rows)
  expect(await drain()).toBe(6)
  expect(reads).toEqual([rows])
  expect(await unsettled(pool)).toEqual([])
})

test('a key that has had five workers die is left alone, and does not stand in the way', async () => {
  await make('suspect = true, attempts = 5', 'r0')
  await drain()
  expect(reads).toEqual([['r1', 'r2', 'r3', 'r4', 'r5']])
  expect(await dirtyRows(pool, box.mapping)).toMatchObject([
    {
      key: keys.get('r0'),
      dueIn: Infinity,
      error: 'A worker died 5 times while it had this in hand.',
      failed: { is: 'died' },
    },
  ])
})

test('an error of ours in a pass is found by running its keys in smaller groups, and only the one at fault rests', async () => {
  onRead = ids => {
    if (ids.includes('r4')) throw new TypeError('r4 is not iterable')
  }
  for (const _ of names('', 12)) {
    await drain()
    await timePasses()
  }
  expect(reads[0]).toEqual(rows)
  const withFault = reads.filter(read => read.includes('r4')).map(read => read.length)
  expect(withFault.length).toBe(5)
  expect(withFault).toEqual([...withFault].sort((a, b) => b - a))
  expect(withFault.slice(-2)).toEqual([1, 1])
  expect(await dirtyRows(pool, box.mapping)).toMatchObject([
    {
      key: keys.get('r4'),
      dueIn: Infinity,
      attempts: 5,
      error: 'r4 is not iterable',
      failed: { is: 'broken' },
    },
  ])
})

test("a vendor's trouble is held against no key", async () => {
  onRead = () => {
    throw new VendorError({ kind: 'unavailable', message: 'down' }, null, false)
  }
  await drain()
  const left = await dirtyRows(pool, box.mapping)
  expect(left.length).toBe(6)
  expect(left.every(row => !row.leased && !row.suspect && row.attempts === 0 && row.dueIn > 1)).toBe(true)
})

test("the database's trouble is held against no key either, and they are due at once", async () => {
  onRead = () => {
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  }
  await drain()
  const left = await dirtyRows(pool, box.mapping)
  expect(left.length).toBe(6)
  expect(left.every(row => !row.leased && !row.suspect && row.attempts === 0 && row.dueIn <= 0)).toBe(true)
})

test('keys of a mapping that was paused meanwhile are given back unharmed', async () => {
  await pauseMapping(pool, box.mapping, 'for a test')
  expect(await drain()).toBe(6)
  expect(reads).toEqual([])
  const left = await dirtyRows(pool, box.mapping)
  expect(left.every(row => !row.leased && !row.suspect && row.attempts === 0)).toBe(true)
})

test('a lane with nothing due costs one look', async () => {
  await pool.query('truncate dirty')
  expect(await drain()).toBe(0)
  expect(reads).toEqual([])
})
