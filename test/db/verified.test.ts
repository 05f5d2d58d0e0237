import { beforeEach, describe, expect, test } from 'vitest'
import { linksList } from '../../src/engine/verbs/links-list.ts'
import { mappingDrift } from '../../src/engine/verbs/mapping-drift.ts'
import { mappingSweep } from '../../src/engine/verbs/mapping-sweep.ts'
import { tasksShow } from '../../src/engine/verbs/tasks-show.ts'
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

describe('when a link was verified is told of each', () => {
  const listed = async (ask: object = {}) =>
    (await perform(engine, linksList, operator(), { mapping: 'pockets', ...ask })).items
  const daysAgo = (iso: string | null) => Math.round((Date.now() - Date.parse(iso ?? '')) / 86_400_000)

  test('by sweeps of both sides as by a pass, in the list and on the page of its own', async () => {
    await pool.query(
      `update link set created_at = now() - interval '9 days', verified_at = now() - interval '4 days'`,
    )
    await pool.query(`update sweep_done set began_at = now() - interval '2 days'`)
    const [newest] = await listed({ pair: 'tasks', limit: 1 })
    expect(newest).toMatchObject({ pair: 'tasks', differs: false, origin: 'created', name: 't6' })
    expect((await listed()).map(one => daysAgo(one.verifiedAt))).toEqual(Array(8).fill(2))
    const shown = await perform(engine, tasksShow, operator(), {
      mapping: 'pockets',
      side: 'crm',
      task: 't3',
    })
    expect(daysAgo(shown.link?.verifiedAt ?? null)).toBe(2)
    await pool.query('update link set verified_at = now()')
    expect((await listed()).map(one => daysAgo(one.verifiedAt))).toEqual(Array(8).fill(0))
  })

  test('those that differ, and those that were never looked at whole, are listed by themselves, page by page', async () => {
    await pool.query(`update link set differs = crm_id in ('t2', 't5')`)
    expect((await listed({ only: 'differing' })).map(one => one.ids.pm)).toEqual(['t5', 't2'])
    await pool.query(`update link set verified_at = null, created_at = now() where crm_id = 't6'`)
    expect(await listed({ only: 'unverified' })).toMatchObject([{ ids: { crm: 't6' }, verifiedAt: null }])
    const [first] = await listed({ limit: 1 })
    expect((await listed({ after: first?.id })).length).toBe(7)
    expect(
      (await perform(engine, linksList, operator(), { mapping: 'pockets', limit: 7 })).next,
    ).not.toBeNull()
  })

  test('of one mapping the drift is told alone', async () => {
    const of = await perform(engine, mappingDrift, operator(), { mapping: 'pockets' })
    expect(of).toMatchObject([{ mapping: 'pockets', links: 8 }])
    await expect(perform(engine, mappingDrift, operator(), { mapping: 'nimbus' })).rejects.toThrow('nimbus')
  })
})
