import { expect, test } from 'vitest'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { drop, put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { engine, pool, crm, pm, mapping, settle, timePasses } = await pocketEngine(
  pocketMapping('  when_gone: { crm: delete, pm: unlink }'),
)
const known = async () =>
  (
    await pool.query(
      `select c.side || ' ' || row_id as row from sighting s join connection c on c.id = s.connection where entity = 'task' order by 1`,
    )
  ).rows.map(one => one.row)

async function linkedTask(id: string): Promise<void> {
  put(crm, 'task', id, { title: id, deal: 'd' })
  await settle()
  const ask = { mapping: 'pockets', pair: 'tasks', side: 'crm', row: id }
  await perform(engine, rowsAddCounterpart, operator(), ask)
  await settle()
}

async function isNoticed(): Promise<void> {
  await pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await settle()
  await timePasses(90)
  await settle()
}

test.each(['deleted on both sides', 'let go'])(
  'a task that was linked and is %s is no task without a counterpart',
  async how => {
    put(crm, 'deal', 'd', { title: 'Deal' })
    put(pm, 'project', 'p', { name: 'Deal' })
    await pool.query(
      `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p') on conflict do nothing`,
      [mapping],
    )
    await linkedTask('t')
    expect(await known()).toContain('crm t')
    const { rows } = await pool.query(`select pm_id from link where pair = 'tasks'`)
    if (how === 'let go') drop(pm, 'task', rows[0]?.pm_id)
    else drop(crm, 'task', 't')
    await isNoticed()
    expect((await pool.query(`select from link where pair = 'tasks'`)).rowCount).toBe(0)
    expect(await known()).toEqual(how === 'let go' ? ['crm t'] : [])
  },
)
