import { expect, test } from 'vitest'
import type { Side } from '../../src/core/value.ts'
import { isQuiet } from '../../src/store/quiet.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine(pocketMapping('  create: [pm]'))
const { engine, pool, crm, pm, settle, timePasses } = pockets
const { linked, edit, look, titles, writes } = pocketTasks(pockets)
put(crm, 'deal', 'd', { title: 'Deal' })
put(pm, 'project', 'p', { name: 'Deal' })

/** A webhook tells of a row. */
async function hint(side: Side, id: string): Promise<void> {
  const found = await pool.query('select id from connection where side = $1', [side])
  await signalRows(pool, [{ connection: found.rows[0].id, entity: 'task', id }], prio.hook)
  await settle()
}
const resting = async () =>
  (await pool.query('select again from dirty where again is not null')).rows.map(row => row.again)

test('what a webhook told too early is seen some seconds later, and then it is enough', async () => {
  const id = await linked()
  await look(id)
  await hint('crm', id)
  expect(await resting()).toEqual(['look'])
  expect(await isQuiet(engine.pool)).toBe(true)
  edit('crm', id, { title: 'readable at last' })
  await timePasses(5)
  await settle()
  expect(titles(id)).toEqual(['readable at last', 'readable at last'])
  await hint('crm', id)
  await timePasses(5)
  await settle()
  expect(await resting()).toEqual([])
})

test('what a pull tells of meanwhile begins no second look anew', async () => {
  const id = await linked()
  await look(id)
  await hint('crm', id)
  await pool.query(`update chore set due_at = now(), since = null where kind = 'pull'`)
  await settle()
  expect(await resting()).toEqual([])
})

test('a hint that shows what it told of needs no second look', async () => {
  const id = await linked()
  edit('crm', id, { title: 'at once' })
  await hint('crm', id)
  expect([titles(id), await resting()]).toEqual([['at once', 'at once'], []])
})

test('a row that a webhook told of before it could be read is found some seconds later', async () => {
  await hint('crm', 'late')
  expect(await resting()).toEqual(['look'])
  put(crm, 'task', 'late', { title: 'late', deal: 'd' })
  await timePasses(5)
  await settle()
  const seen = await pool.query(`select from sighting where row_id = 'late'`)
  expect(seen.rowCount).toBe(1)
})

test('nothing is written to a row in the very second of its last edit: its version may stand for two [I4]', async () => {
  const id = await linked()
  await look(id)
  edit('crm', id, { title: 'to be carried' })
  const row = pm.tables.get('task')?.get(id)
  if (row) pm.tables.get('task')?.set(id, { ...row, changedAt: new Date().toISOString() })
  const before = writes()
  await look(id)
  expect([writes() - before, await resting()]).toEqual([0, ['write']])
  await timePasses(5)
  await settle()
  expect([writes() - before, titles(id)]).toEqual([1, ['to be carried', 'to be carried']])
})
