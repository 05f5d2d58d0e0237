import { expect, test } from 'vitest'
import { prio, signalRows } from '../../src/store/signals.ts'
import { boxHead, vendorPair } from '../support/vendor-pair.ts'

/** Tasks cross by themselves, both ways. */
const text = `${boxHead}deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  create: [crm, pm]
  fields: [{ crm: title, pm: title }]
`

test('a row that an unanswered create made is not taken for somebody’s, also when both are looked at in one pass [I6]', async () => {
  const box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('deal', 'd', { title: 'Roll-out', stage: 'Open' })
    pm.put('project', 'p', { name: 'Roll-out' })
  })
  const { pool } = box.engine
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [
    box.mapping,
  ])
  box.pm.silent = () => 'made'
  // Nothing is to be found yet, so that the create stays open until the row is known to both.
  const { find } = box.pm.connector
  box.pm.connector.find = async () => null
  await box.edit('crm', 'task', 'c', { title: 'Kick-off', deal: 'd' })
  await box.settle()
  expect((await pool.query('select from intent')).rowCount).toBe(1)
  box.pm.connector.find = find
  box.pm.silent = () => null
  const [made] = box.pm.all('task').map(([id]) => id)
  const { rows } = await pool.query<{ id: number }>(`select id from connection where name = 'pm'`)
  await signalRows(pool, [{ connection: rows[0]?.id ?? 0, entity: 'task', id: made ?? '' }], prio.hook)
  await pool.query(`update intent set at = at - interval '1 hour'`)
  await pool.query('update dirty set run_at = now()')
  await box.settle()
  expect([box.crm.all('task').length, box.pm.all('task').length]).toEqual([1, 1])
  const links = await pool.query(`select crm_id, pm_id from link where pair = 'tasks'`)
  expect(links.rows).toEqual([{ crm_id: 'c', pm_id: made }])
  expect((await pool.query('select from intent')).rowCount).toBe(0)
})
