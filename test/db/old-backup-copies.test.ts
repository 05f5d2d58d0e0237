import { beforeEach, expect, test } from 'vitest'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { backUp } from '../support/database-backup.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace('at_link: crm', 'at_link: crm\n  create: [crm, pm]')
const { engine, pool, crm, pm, mapping, settle, timePasses } = await pocketEngine(text)
const titles = (vendor: typeof crm) => rowsIn(vendor, 'task').map(row => row.fields.title)
const pulled = async () => {
  await pool.query(`update chore set due_at = now() where kind = 'pull'`)
  await settle()
}

beforeEach(async () => {
  for (const vendor of [crm, pm]) drop(vendor, 'task', ...rowsIn(vendor, 'task').map(row => row.id))
  put(crm, 'deal', 'd', { title: 'Roll-out' })
  put(pm, 'project', 'p', { name: 'Roll-out' })
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p') on conflict do nothing`,
    [mapping],
  )
  await pulled()
})

/** A task is made after a backup of ours, which is restored then: these chores are put off, and its copy is looked at first. */
async function copyLookedAtFirst(id: string, chores: string) {
  const backup = await backUp(pool)
  put(crm, 'task', id, { title: 'made since', deal: 'd' })
  await pulled()
  const [copy] = rowsIn(pm, 'task')
  await backup.restore()
  await pool.query(`update chore set due_at = now() + interval '1 day'${chores}`)
  await signalKeys(pool, mapping, [`new:tasks:pm:${copy?.id}`], 0)
  await settle()
  return copy
}

test('after an old backup was restored a copy that is looked at first gets no copy of its own', async () => {
  const copy = await copyLookedAtFirst('t', '')
  await pulled()
  await timePasses(700)
  await settle()
  expect([titles(crm), titles(pm)]).toEqual([['made since'], ['made since']])
  const { rows } = await pool.query(`select crm_id, pm_id from link where pair = 'tasks'`)
  expect(rows).toEqual([{ crm_id: 't', pm_id: copy?.id }])
})

test('where the other side is not read for long after that, a copy waits as long', async () => {
  const copy = await copyLookedAtFirst('late', `, attempts = 1 where kind = 'pull'`)
  await timePasses(7_000)
  await settle()
  expect([titles(crm), titles(pm)]).toEqual([['made since'], ['made since']])
  await pulled()
  expect([titles(crm), titles(pm)]).toEqual([['made since'], ['made since']])
  const { rows } = await pool.query(`select pm_id from link where pair = 'tasks' and crm_id = 'late'`)
  expect(rows).toEqual([{ pm_id: copy?.id }])
})

test('a copy whose original is not there any more is treated as anybody’s row after a while', async () => {
  put(pm, 'task', 'alone', { title: 'alone', project: 'p' }, 'somebody', 'bt-made-by-us')
  await pulled()
  expect(titles(crm)).toEqual([])
  await timePasses(700)
  await pulled()
  await timePasses(60)
  await settle()
  expect(titles(crm)).toEqual(['alone'])
})

test('two copies whose originals are not there any more, one on each side, do not wait for each other', async () => {
  put(pm, 'task', 'left', { title: 'left', project: 'p' }, 'somebody', 'bt-made-by-us')
  put(crm, 'task', 'right', { title: 'right', deal: 'd' }, 'somebody', 'bt-made-by-us-too')
  await pulled()
  await timePasses(700)
  await pulled()
  await timePasses(60)
  await settle()
  expect([titles(crm).sort(), titles(pm).sort()]).toEqual([
    ['left', 'right'],
    ['left', 'right'],
  ])
})

test('a copy waits for its original that is known, and for whatever reason has not been dealt with', async () => {
  await copyLookedAtFirst('slow', ` where kind = 'pull'`)
  // It was read, and rests.
  await pool.query(
    `insert into dirty (mapping, shard, key, run_at) values ($1, 0, 'new:tasks:crm:slow', now() + interval '1 hour')`,
    [mapping],
  )
  await timePasses(700)
  await pool.query(`update chore set done_at = now()`)
  await settle()
  expect(titles(crm)).toEqual(['made since'])
})

test('a copy whose original rests without a counterpart is asked about, and linked with it when a person says so', async () => {
  put(crm, 'task', 'rests', { title: 'made', deal: 'd' })
  await pulled()
  const [copy] = rowsIn(pm, 'task')
  await pool.query(`delete from link where pair = 'tasks'`)
  await pool.query(
    `insert into decision (mapping, key, choice, about, by) values ($1, 'new:tasks:crm:rests', '{"is":"ignore"}', '{}', 'Ada Sync')`,
    [mapping],
  )
  for (const key of ['new:tasks:crm:rests', `new:tasks:pm:${copy?.id}`]) {
    await signalKeys(pool, mapping, [key], 0)
    await settle()
  }
  await pulled()
  await timePasses(700)
  await settle()
  const { rows } = await pool.query(`select id, code, detail from hold where closed_at is null`)
  expect(rows).toMatchObject([{ code: 'hold/ambiguous', detail: expect.stringMatching(/key of a copy/) }])
  const answer = { choice: 'pick', row: 'rests' } as const
  await perform(engine, holdsAnswer, operator('Ada Sync'), { ids: [rows[0].id], answer })
  await settle()
  const links = await pool.query(`select crm_id, pm_id from link where pair = 'tasks'`)
  expect(links.rows).toEqual([{ crm_id: 'rests', pm_id: copy?.id }])
  expect([titles(crm), titles(pm)]).toEqual([['made'], ['made']])
})

test('a clone of a copy gets its counterpart at once: the copy that has its key is linked', async () => {
  put(crm, 'task', 't', { title: 'first', deal: 'd' })
  await pulled()
  const [copy] = rowsIn(pm, 'task')
  put(pm, 'task', 'z-clone', { title: 'clone', project: 'p' }, 'somebody', copy?.key)
  await pulled()
  expect(titles(crm)).toEqual(['first', 'clone'])
})
