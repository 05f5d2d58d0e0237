import { beforeEach, expect, test } from 'vitest'
import type { Tally } from '../../src/core/brake.ts'
import { mappingGoOn } from '../../src/engine/verbs/mapping-go-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { VendorError } from '../../src/spi/index.ts'
import { allowBraked, askedOf, countPlanned } from '../../src/store/brakes.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { names } from './ground.ts'

const text = pocketMapping(
  '  when_gone: { crm: unlink, pm: delete }\nbrake: { deletes: 4, overwrites: 6, minutes: 30 }',
)
const { engine, pool, crm, pm, mapping, settle, timePasses } = await pocketEngine(text)

const tasks = names('t', 20)
const linkKeys = async () => (await pool.query('select id from link')).rows.map(row => `link:${row.id}`)
const state = async () => (await pool.query('select state, paused_why as why from mapping')).rows[0]
const mails = async () => (await pool.query('select subject, body from outbox')).rows
const left = () => rowsIn(crm, 'task').length
const titles = () => new Set(rowsIn(pm, 'task').map(row => row.fields.title))

async function look(): Promise<void> {
  await signalKeys(pool, mapping, await linkKeys(), 0)
  await settle()
}

async function lookTwice(): Promise<void> {
  await look()
  await timePasses(120)
  await look()
}

/** A person looks at what was asked, and says yes; or to so much of it. */
async function goOn(leave: Partial<Tally> = {}): Promise<void> {
  await perform(engine, mappingGoOn, operator('Ada Sync'), { mapping: 'pockets', ...leave })
  await settle()
}

beforeEach(async () => {
  await pool.query(
    'truncate link, tombstone, hold, dirty, signal, wait, wish, sighting, outbox, journal, brake, intent cascade',
  )
  await pool.query(`update mapping set state = 'on'`)
  for (const [vendor, entity] of [
    [crm, 'task'],
    [pm, 'task'],
    [crm, 'deal'],
    [pm, 'project'],
  ] as const)
    drop(vendor, entity, ...rowsIn(vendor, entity).map(row => row.id))
  put(crm, 'deal', 'd', { title: 'Roll-out' })
  put(pm, 'project', 'p', { name: 'Roll-out' })
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [
    mapping,
  ])
  for (const id of tasks) {
    put(crm, 'task', id, { title: id, deal: 'd' })
    put(pm, 'task', id, { title: id, project: 'p' })
  }
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) select $1, 'tasks', id, id from unnest($2::text[]) as t(id)`,
    [mapping, tasks],
  )
  await look()
})

test('deletions in many small passes stop at the limit, ask with the numbers, and nothing more is done [I7]', async () => {
  for (const [at, id] of tasks.slice(0, 4).entries()) {
    drop(pm, 'task', id)
    await lookTwice()
    expect(left()).toBe(19 - at)
  }
  expect((await state()).state).toBe('on')
  drop(pm, 'task', 't4')
  await lookTwice()
  expect(left()).toBe(16)
  expect(await state()).toMatchObject({
    state: 'paused',
    why: expect.stringMatching(
      /1 rows are gone on one side: this pass would delete 1, .* 4 were done in 30 minutes; 4 may be without asking/,
    ),
  })
  expect(await askedOf(pool, mapping)).toEqual({ deletes: 1, overwrites: 0 })
  expect(await mails()).toMatchObject([{ subject: 'Baton stopped the mapping "pockets"' }])
  await lookTwice()
  expect([left(), (await mails()).length]).toEqual([16, 1])
})

test('what a person allows is done once, and what was due meanwhile is not lost [I7]', async () => {
  drop(pm, 'task', ...tasks.slice(0, 9))
  await lookTwice()
  expect([left(), (await state()).state]).toEqual([20, 'paused'])
  put(crm, 'task', 't15', { title: 'Edited while it was stopped' })
  await signalKeys(pool, mapping, await linkKeys(), 0)
  await goOn()
  expect(left()).toBe(11)
  expect(titles()).toContain('Edited while it was stopped')
  drop(pm, 'task', 't10')
  await lookTwice()
  expect([left(), (await state()).state]).toEqual([11, 'paused'])
})

test('a row without a counterpart that was in hand when a mapping stopped is given back: nobody died with it', async () => {
  drop(pm, 'task', ...tasks.slice(0, 9))
  await look()
  await timePasses(120)
  put(crm, 'task', 'new', { title: 'new', deal: 'd' })
  await signalKeys(pool, mapping, ['new:tasks:crm:new', ...(await linkKeys())], 0)
  await settle()
  expect((await state()).state).toBe('paused')
  const held = await pool.query('select key from dirty where token is not null')
  expect(held.rows).toEqual([])
})

test('allowing less than is asked stops again, with what is left to ask [I7]', async () => {
  drop(pm, 'task', ...tasks.slice(0, 9))
  await lookTwice()
  await goOn({ deletes: 2, overwrites: 0 })
  expect([left(), (await state()).state]).toEqual([20, 'paused'])
})

test('a leave that nobody used is void after a day [I7]', async () => {
  await allowBraked(pool, mapping, { deletes: 50, overwrites: 50 }, 'Ada Sync')
  await pool.query(`update brake set until = until - interval '25 h'`)
  drop(pm, 'task', ...tasks.slice(0, 5))
  await lookTwice()
  expect(left()).toBe(20)
})

test('what was done before the rolling time does not count', async () => {
  await countPlanned(pool, mapping, 30, { deletes: 4, overwrites: 6 })
  const older = (minutes: number) => `update brake set counts = (
    select jsonb_object_agg(key::bigint - ${minutes}, value) from jsonb_each(counts))`
  await pool.query(older(25))
  const { done } = await countPlanned(pool, mapping, 30, { deletes: 0, overwrites: 0 })
  expect(done).toEqual({ deletes: 4, overwrites: 6 })
  await pool.query(older(6))
  drop(pm, 'task', ...tasks.slice(0, 4))
  await lookTwice()
  expect([left(), (await state()).state]).toEqual([16, 'on'])
})

test('a side that is suddenly empty stops the mapping, and is read again when it is back [I7]', async () => {
  const rows = rowsIn(pm, 'task')
  drop(pm, 'task', ...tasks)
  await lookTwice()
  expect(left()).toBe(20)
  expect(await state()).toMatchObject({
    state: 'paused',
    why: expect.stringContaining('20 of the 20 linked tasks are missing in the project tool.'),
  })
  for (const row of rows) put(pm, 'task', row.id, row.fields)
  await goOn({ deletes: 0, overwrites: 0 })
  expect([left(), (await state()).state]).toEqual([20, 'on'])
})

test('a side that is half empty stops it, too, although the pass at hand would do little [I7]', async () => {
  drop(pm, 'task', ...tasks.slice(0, 11))
  await look()
  await timePasses(120)
  const [first] = (await pool.query(`select id from link where pair = 'tasks' and pm_id = 't0'`)).rows
  await pool.query('truncate dirty')
  await signalKeys(pool, mapping, [`link:${first?.id}`], 0)
  await settle()
  expect(left()).toBe(20)
  expect(await askedOf(pool, mapping)).toEqual({ deletes: 11, overwrites: 0 })
  const words = expect.stringContaining('11 of the 20 linked tasks are missing in the project tool.')
  expect(await state()).toEqual({ state: 'paused', why: words })
  expect(await mails()).toMatchObject([{ subject: 'Baton stopped the mapping "pockets"', body: words }])
})

test('mass overwriting stops at the limit over many passes, and goes on when a person says so [I7]', async () => {
  for (const id of tasks.slice(0, 6)) {
    put(crm, 'task', id, { title: 'the same for all' })
    await look()
  }
  expect((await state()).state).toBe('on')
  for (const id of tasks.slice(6)) put(crm, 'task', id, { title: 'the same for all' })
  await look()
  expect(titles().size).toBe(15)
  expect(await state()).toMatchObject({
    state: 'paused',
    why: expect.stringMatching(
      /Values of 14 rows would be replaced, after 6 in 30 minutes; 6 may be without asking/,
    ),
  })
  await goOn()
  expect(titles().size).toBe(1)
})

test('writes that fail do not count, however often they are tried', async () => {
  pm.before = verb => {
    if (verb === 'write') throw new VendorError({ kind: 'throttled', message: 'too much' }, null)
  }
  for (const id of tasks.slice(0, 5)) put(crm, 'task', id, { title: `${id}, edited` })
  for (const _ of names('', 4)) {
    await look()
    await timePasses(60)
  }
  pm.before = () => {}
  await look()
  expect((await state()).state).toBe('on')
  expect(titles()).toContain('t4, edited')
  const { done } = await countPlanned(pool, mapping, 30, { deletes: 0, overwrites: 0 })
  expect(done).toEqual({ deletes: 0, overwrites: 5 })
})

test('those who count at the same time count after each other', async () => {
  const one = { deletes: 1, overwrites: 2 }
  const seen = await Promise.all(names('', 30).map(() => countPlanned(pool, mapping, 30, one)))
  expect(seen.map(state => state.done.deletes).sort((a, b) => a - b)).toEqual(names('', 30).map(Number))
})

test('nothing is allowed of a mapping that did not stop', async () => {
  await expect(goOn()).rejects.toMatchObject({ code: 'verb/conflict' })
  expect(await askedOf(pool, mapping)).toBeNull()
})
