import { expect, test } from 'vitest'
import { choresDue } from '../../src/store/chores.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { names } from './ground.ts'

const { pool, crm, pm, settle } = await pocketEngine()

/** How often rows of an entity were read by their ids while this was done. */
async function readings(of: typeof crm, entity: string, act: () => Promise<void>): Promise<number> {
  let count = 0
  of.before = (verb, asked) => {
    if (verb === 'fetch' && asked === entity) count += 1
  }
  await act()
  of.before = () => {}
  return count
}

test('tasks that were there before are taken note of, and not read once more where nothing follows', async () => {
  put(crm, 'account', 'a', { name: 'Zylker' })
  put(pm, 'client', 'c', { name: 'Zylker' })
  for (const id of names('t', 5)) put(crm, 'task', id, { title: id })
  expect(await readings(crm, 'task', settle)).toBe(0)
  const seen = await pool.query(`select row_id from sighting where entity = 'task' order by 1`)
  expect(seen.rows.map(row => row.row_id)).toEqual(names('t', 5).toSorted())
  expect((await pool.query('select crm_id, pm_id from link')).rows).toEqual([{ crm_id: 'a', pm_id: 'c' }])
})

test('one that is edited afterwards is read', async () => {
  put(crm, 'task', 't1', { title: 'another' })
  await pool.query(`update chore set due_at = now() where kind = 'pull' and entity = 'task'`)
  expect(await readings(crm, 'task', settle)).toBeGreaterThan(0)
})

test('where a vendor shows all of its clients each time, only those that show something else are read', async () => {
  Object.assign(pm.entities.client?.can ?? {}, { since: false })
  const { rows } = await pool.query(`select id from connection where name = 'pm'`)
  const again = async () => {
    await choresDue(pool, rows[0]?.id, ['pull'])
    await pool.query(`update chore set due_at = now() where kind = 'pull' and entity = 'client'`)
    await settle()
  }
  await again()
  expect(await readings(pm, 'client', again)).toBe(0)
  put(pm, 'client', 'c', { name: 'Zylker and Sons' })
  expect(await readings(pm, 'client', again)).toBeGreaterThan(0)
  expect(rowsIn(pm, 'client')).toHaveLength(1)
})
