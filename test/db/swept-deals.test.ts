import { beforeEach, expect, test } from 'vitest'
import { dealsPreviewProject } from '../../src/engine/verbs/deals-preview-project.ts'
import { mappingSweep } from '../../src/engine/verbs/mapping-sweep.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { kept } from '../support/kept.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace(
  '{ pair: [deal, project],',
  '{ pair: [deal, project], when: { stage: won }, create: [pm],',
)
const { engine, pool, crm, pm, mapping, settle } = await pocketEngine(text)
const sweep = async () => {
  await perform(engine, mappingSweep, operator(), { mapping: 'pockets' })
  await settle()
}
const projects = () => rowsIn(pm, 'project').map(row => row.fields.name)

beforeEach(async () => {
  await pool.query('truncate link, tombstone, dirty, signal, wish, sighting, journal, intent cascade')
  for (const vendor of [crm, pm])
    for (const entity of vendor.tables.keys())
      drop(vendor, entity, ...rowsIn(vendor, entity).map(row => row.id))
  put(crm, 'deal', 'd', { title: 'Roll-out', stage: 'open' })
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
})

function wonLongAgo(): void {
  const row = put(crm, 'deal', 'old', { title: 'Won long ago', stage: 'won' })
  crm.tables.get('deal')?.set('old', { ...row, changedAt: '2020-01-01T00:00:00.000Z' })
}

test('rows that only a sweep finds are known from then on, and old won deals make no project', async () => {
  wonLongAgo()
  put(crm, 'task', 'extra', { title: 'Nobody asked for it', deal: 'd' })
  await sweep()
  expect(projects()).toEqual([])
  expect(rowsIn(pm, 'task')).toEqual([])
  const seen = await pool.query(`select row_id from sighting where row_id in ('old', 'extra') order by 1`)
  expect(seen.rows).toEqual([{ row_id: 'extra' }, { row_id: 'old' }])
  const before = await kept(pool)
  await sweep()
  expect(await kept(pool)).toEqual(before)
})

test('deals that were out of sight for a while are no news when they are back', async () => {
  wonLongAgo()
  await sweep()
  drop(crm, 'deal', 'old')
  await pool.query(`insert into signal (mapping, key) values ($1, 'new:deals:crm:old')`, [mapping])
  await settle()
  wonLongAgo()
  await pool.query(`insert into signal (mapping, key) values ($1, 'new:deals:crm:old')`, [mapping])
  await settle()
  expect(projects()).toEqual([])
})

test('a deal that is won just now gets its project, also where a sweep shows it before its webhook or a pull does', async () => {
  put(crm, 'deal', 'new', { title: 'Won now', stage: 'won' })
  await sweep()
  expect(projects()).toEqual(['Won now'])
})

test('and also where somebody looked at it before', async () => {
  put(crm, 'deal', 'new', { title: 'Won now', stage: 'won' })
  await perform(engine, dealsPreviewProject, operator(), { mapping: 'pockets', deal: 'new' })
  await settle()
  expect(projects()).toEqual(['Won now'])
})

test('looking at a deal that was won long ago makes nothing', async () => {
  wonLongAgo()
  await perform(engine, dealsPreviewProject, operator(), { mapping: 'pockets', deal: 'old' })
  await settle()
  expect(projects()).toEqual([])
})
