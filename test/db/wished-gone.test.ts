import { beforeEach, expect, test } from 'vitest'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { makeWishes } from '../../src/store/wishes.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, mapping, settle, timePasses } = pockets
const due = async () => (await pool.query('select from dirty')).rowCount
const wishes = async () => (await pool.query('select from wish')).rowCount
const told = async (id: string) =>
  (await pool.query(`select data from journal where kind = 'failed' and key = 'new:tasks:crm:' || $1`, [id]))
    .rows
let reads = 0

put(crm, 'deal', 'd', { title: 'Deal' })
put(pm, 'project', 'p', { name: 'Deal' })
await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [mapping])
beforeEach(async () => {
  await settle()
  reads = 0
  crm.before = (verb, entity) => {
    if (verb === 'fetch' && entity === 'task') reads += 1
  }
})

/** Somebody asks for a counterpart, and the task is deleted before a worker comes to it. */
async function askedAndGone(id: string) {
  const fields = { title: id, deal: 'd' }
  put(crm, 'task', id, fields)
  await settle()
  await perform(engine, rowsAddCounterpart, operator(), {
    mapping: 'pockets',
    pair: 'tasks',
    side: 'crm',
    row: id,
  })
  drop(crm, 'task', id)
  await settle()
  return fields
}

test('what is asked for a row that two readings apart in time miss is given up, told in the journal, and costs no more', async () => {
  await askedAndGone('t1')
  expect(await wishes()).toBe(1)
  expect(await told('t1')).toEqual([])
  await timePasses(61)
  await settle()
  expect(await told('t1')).toMatchObject([{ data: { kind: 'gone', askedBy: 'command line' } }])
  expect([await wishes(), await due()]).toEqual([0, 0])
  reads = 0
  await timePasses(3600)
  await settle()
  expect(reads).toBe(0)
})

test('a row that is there again in time gets what was asked for it', async () => {
  const fields = await askedAndGone('t2')
  put(crm, 'task', 't2', fields)
  await timePasses(61)
  await settle()
  expect(rowsIn(pm, 'task').map(row => row.fields.title)).toContain('t2')
  expect(await told('t2')).toEqual([])
})

test('a deal that was won is looked for a day long, and more and more seldom', async () => {
  await makeWishes(pool, mapping, [{ pair: 'deals', side: 'crm', rowId: 'lost', why: 'won', askedBy: null }])
  await pool.query(`insert into signal (mapping, key, prio) values ($1, 'new:deals:crm:lost', 0)`, [mapping])
  let deals = 0
  crm.before = (verb, entity) => {
    if (verb === 'fetch' && entity === 'deal') deals += 1
  }
  await settle()
  for (let hours = 0; hours < 26; hours += 0.25) {
    await timePasses(15 * 60)
    await settle()
    if (hours < 20) expect(await wishes()).toBe(1)
  }
  expect(await wishes()).toBe(0)
  expect(deals).toBeLessThan(15)
})
