import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { drainLane } from '../../src/engine/drain.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { claimKeys } from '../../src/store/dirty.ts'
import { fold } from '../../src/store/fold.ts'
import { type Intent, recordIntents } from '../../src/store/intents.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const deals = 'create: [pm], when: { stage: Won }, fields: [{ crm: title, pm: name }]'
const text = pocketMapping().replace('fields: [{ crm: title, pm: name }]', deals)
const pockets = await pocketEngine(text)
const { engine, pool, crm, pm, mapping, settle, timePasses } = pockets
let second = 0

beforeAll(async () => {
  const ask = {
    text: text.replace('name: pockets', 'name: others'),
    file: 'others.yaml',
    crm: 'crm',
    pm: 'pm',
  }
  second = (await perform(engine, mappingOn, operator(), ask)).id
  await both()
})

/** Both mappings do whatever is due. */
async function both(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await timePasses(3600)
    await settle()
    while ((await drainLane(engine, { mapping: second, shard: 0 }, randomUUID())) > 0) await fold(pool)
  }
}

const projectsOf = (title: string) => rowsIn(pm, 'project').filter(row => row.fields.name === title)
const holdsOn = async (id: string) =>
  (
    await pool.query(`select mapping, code, detail from hold where key = $1 and closed_at is null`, [
      `new:deals:crm:${id}`,
    ])
  ).rows

async function won(id: string, title: string, account: string | null): Promise<void> {
  put(crm, 'deal', id, { title, account, stage: 'Open' })
  await both()
  put(crm, 'deal', id, { stage: 'Won' })
  await both()
}

test('two mappings between the same tools make one project of a deal, and the other one says so [I14]', async () => {
  put(crm, 'account', 'a1', { name: 'Amber' })
  put(pm, 'client', 'c1', { name: 'Amber' })
  await both()
  await won('d1', 'Roll-out', 'a1')
  expect(projectsOf('Roll-out').map(row => row.fields.client)).toEqual(['c1'])
  for (const name of ['pockets', 'others'])
    await perform(engine, rowsAddCounterpart, operator(), {
      mapping: name,
      pair: 'deals',
      side: 'crm',
      row: 'd1',
    })
  await both()
  expect(projectsOf('Roll-out')).toHaveLength(1)
  const [link] = (await pool.query(`select mapping from link where pair = 'deals' and crm_id = 'd1'`)).rows
  const other = link.mapping === mapping ? second : mapping
  expect(await holdsOn('d1')).toMatchObject([{ mapping: other, code: 'hold/made-elsewhere' }])
})

const intent = (key: string): Intent => ({
  id: randomUUID(),
  key,
  link: null,
  pair: 'deals',
  side: 'pm',
  op: 'create',
  rowId: 'raced',
  createKey: null,
  before: {},
  sent: {},
  why: {},
  saw: { crm: {}, pm: {} },
})

test('two workers of two mappings at the same moment: one of them may create [I14]', async () => {
  const key = 'new:deals:crm:raced'
  const tokens = new Map([mapping, second].map(id => [id, randomUUID()]))
  for (const [id] of tokens) await signalKeys(pool, id, [key], 0)
  await fold(pool)
  for (const [id, token] of tokens) await claimKeys(pool, { mapping: id, shard: 0 }, token, 100, 60)
  const recorded = await Promise.all(
    [...tokens].map(([id, token]) => recordIntents(pool, id, token, [intent(key)])),
  )
  expect(recorded.map(ids => ids.size).sort()).toEqual([0, 1])
  await pool.query(`delete from intent where row_id = 'raced'`)
  await pool.query(`delete from dirty where key = $1`, [key])
  await pool.query(`delete from making where row_id = 'raced'`)
})

test('a project made before its account was mapped is seen, held, and given its client when there is one [I14]', async () => {
  put(crm, 'account', 'a2', { name: 'Basalt' })
  await both()
  await won('d2', 'Fit-out', 'a2')
  expect(projectsOf('Fit-out').map(row => row.fields.client)).toEqual([null])
  const held = await pool.query(
    `select code from hold h join link l on h.key = 'link:' || l.id where l.crm_id = 'd2' and h.field = 'account' and h.closed_at is null`,
  )
  expect(held.rows).toEqual([{ code: 'carry/no-counterpart' }])
  put(pm, 'client', 'c2', { name: 'Basalt' })
  await both()
  expect(projectsOf('Fit-out').map(row => row.fields.client)).toEqual(['c2'])
})

test('a client that a project has is not changed, whatever account the deal moves to [I14]', async () => {
  put(crm, 'account', 'a3', { name: 'Cobalt' })
  put(pm, 'client', 'c3', { name: 'Cobalt' })
  await both()
  put(crm, 'deal', 'd1', { account: 'a3' })
  await both()
  expect(projectsOf('Roll-out').map(row => row.fields.client)).toEqual(['c1'])
})
