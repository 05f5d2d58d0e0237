import { expect, test } from 'vitest'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { pool, crm, pm, settle } = await pocketEngine(
  pocketMapping().replace('at_link: crm', 'at_link: crm\n  create: [pm]'),
)
const pull = async () => {
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
}

test('a record that an import stamped years ahead hides no later edit from the pulls', async () => {
  put(crm, 'deal', 'd', { title: 'Roll-out' })
  put(pm, 'project', 'p', { name: 'Roll-out' })
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) select id, 'deals', 'd', 'p' from mapping`,
  )
  const row = put(crm, 'task', 't0', { title: 'imported', deal: 'd' })
  crm.tables.get('task')?.set('t0', { ...row, changedAt: '2099-01-01T00:00:00.000Z' })
  await pull()
  put(crm, 'task', 't1', { title: 'typed today', deal: 'd' })
  await pull()
  expect(rowsIn(pm, 'task').map(task => task.fields.title)).toEqual(['imported', 'typed today'])
})
