import { beforeEach, expect, test } from 'vitest'
import { mappingDrift } from '../../src/engine/verbs/mapping-drift.ts'
import { mappingSweep } from '../../src/engine/verbs/mapping-sweep.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { VendorError } from '../../src/spi/index.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { names } from './ground.ts'

const { engine, pool, crm, pm, mapping, settle } = await pocketEngine()
const tasks = names('t', 7)
const sweep = async () => {
  await perform(engine, mappingSweep, operator(), { mapping: 'pockets' })
  await settle()
}
const drift = async () => (await perform(engine, mappingDrift, operator(), {}))[0]

beforeEach(async () => {
  await pool.query('truncate link, signal, dirty cascade')
  pm.unlisted.clear()
  crm.before = () => {}
  put(crm, 'deal', 'd', { title: 'Roll-out' })
  put(pm, 'project', 'p', { name: 'Roll-out' })
  for (const id of tasks) {
    put(crm, 'task', id, { title: id, note: id, deal: 'd' })
    put(pm, 'task', id, { title: id, note: id, project: 'p' })
  }
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id)
     select $1::int, 'tasks', id, id from unnest($2::text[]) as t(id) union all select $1, 'deals', 'd', 'p'`,
    [mapping, tasks],
  )
  await sweep()
  await sweep()
})

test('the oldest verification is the truth: both sides whole, or both rows by a pass', async () => {
  await pool.query(
    `update link set created_at = now() - interval '9 days', verified_at = now() - interval '4 days'`,
  )
  await pool.query(
    `update sweep_done set began_at = now() - case side when 'crm' then 2 else 1 end * interval '1 d'`,
  )
  const days = async () => Math.round(((await drift())?.oldestSeconds ?? 0) / 86_400)
  expect(await days()).toBe(2)
  await pool.query(
    `insert into sweep_unchecked select id, 'pm', now() - interval '3 days' from link where crm_id = 't6'`,
  )
  expect(await days()).toBe(3)
  await pool.query('update sweep_unchecked set checked_at = null')
  expect(await days()).toBe(4)
  await pool.query('update link set verified_at = null, created_at = now()')
  expect(await drift()).toMatchObject({ links: 8, unverified: 8, oldestSeconds: null })
  await sweep()
  expect([await days(), (await drift())?.unverified]).toEqual([0, 0])
})

test('what a sweep could not check keeps its last time, until another one can or a pass looks', async () => {
  await pool.query(`update link set created_at = now() - interval '9 days', verified_at = null`)
  await pool.query(`update sweep_done set began_at = now() - interval '3 days'`)
  pm.unlisted.add('t3')
  crm.before = verb => {
    if (verb === 'fetch') throw new VendorError({ kind: 'unavailable', message: 'down' }, null)
  }
  await sweep()
  const unchecked = 'select crm_id, side from sweep_unchecked join link on id = link'
  expect((await pool.query(unchecked)).rows).toEqual([{ crm_id: 't3', side: 'pm' }])
  expect(Math.round(((await drift())?.oldestSeconds ?? 0) / 86_400)).toBe(3)
  pm.unlisted.clear()
  await sweep()
  expect((await pool.query(unchecked)).rows).toEqual([])
  expect(await drift()).toMatchObject({ unverified: 0 })
  expect((await pool.query('select from sweep_stretch')).rowCount).toBe(0)
})

test('a link that no pass has looked at is verified when the sweeps of both sides have', async () => {
  await pool.query('update link set verified_at = null')
  await pool.query('delete from sweep_done')
  const of = (connection: string) => `connection = (select ${connection} from mapping where name = 'pockets')`
  const soon = `update chore set due_at = now() where kind = 'sweep'`
  await pool.query(`${soon} and ${of('crm')}`)
  await settle()
  expect(await drift()).toMatchObject({ unverified: 8 })
  await pool.query(`${soon} and ${of('pm')}`)
  await settle()
  expect(await drift()).toMatchObject({ unverified: 0 })
})
