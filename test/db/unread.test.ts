import { expect, test } from 'vitest'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { garble, put, rowsIn } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const { engine, pool, crm, pm, settle } = await pocketEngine()

put(crm, 'account', 'a1', { name: 'Zylker' })
put(pm, 'client', 'c1', { name: 'Zylker' })
put(crm, 'deal', 'd1', { title: 'Roll-out', account: 'a1' })
put(pm, 'project', 'p1', { name: 'Roll-out', client: 'c1' })
await pool.query(
  `insert into link (mapping, pair, crm_id, pm_id) select id, 'deals', 'd1', 'p1' from mapping`,
)
for (const id of ['t1', 't2', 't3', 't4', 't5']) put(crm, 'task', id, { title: `Task ${id}`, deal: 'd1' })
await settle()

const ask = (row: string) =>
  perform(engine, rowsAddCounterpart, operator(), { mapping: 'pockets', pair: 'tasks', side: 'crm', row })
const titles = () =>
  rowsIn(pm, 'task')
    .map(row => row.fields.title)
    .sort()
const holds = async () =>
  (await pool.query('select field, code, detail from hold where closed_at is null order by id')).rows
const journalled = async (kind: string) =>
  (await pool.query('select 1 from journal where kind = $1', [kind])).rowCount
const pullAgain = () => pool.query(`update chore set due_at = now() where kind = 'pull'`)
const edit = async (id: string, fields: Record<string, string>) => {
  put(crm, 'task', id, fields)
  await pullAgain()
  await settle()
}

test('a row that cannot be read stops neither its page nor its pass, is named, and is looked at again [I8]', async () => {
  garble(crm, 'task', 't2', 'unknown shape, at "Subject"')
  for (const id of ['t1', 't2', 't3', 't4', 't5']) await ask(id)
  await settle()
  expect(titles()).toEqual(['Task t1', 'Task t3', 'Task t4', 'Task t5'])
  const expected = 'Not readable in the CRM: unknown shape, at "Subject"'
  expect(await holds()).toEqual([{ field: '', code: 'hold/unreadable', detail: expected }])
  garble(crm, 'task', 't2', null)
  await edit('t2', { title: 'Task t2, mended' })
  expect(titles()).toContain('Task t2, mended')
  expect(await holds()).toEqual([])
})

test('a linked row that becomes unreadable is held once, and what was typed meanwhile crosses afterwards [I8]', async () => {
  const before = await journalled('held')
  garble(crm, 'task', 't1', 'unknown shape')
  await edit('t1', { title: 'Task t1, edited' })
  await edit('t1', { title: 'Task t1, edited again' })
  expect(await holds()).toMatchObject([{ code: 'hold/unreadable' }])
  expect(await journalled('held')).toBe(Number(before) + 1)
  expect(titles()).toContain('Task t1')
  garble(crm, 'task', 't1', null)
  await edit('t1', {})
  expect(titles()).toContain('Task t1, edited again')
  expect(await holds()).toEqual([])
})

const unkeepable: readonly (readonly [string, string])[] = [
  ['a null byte', 'Kick\u0000off'],
  ['half a letter', 'Kick-off \ud83d'],
]
test.each(unkeepable)(
  'a value with %s is held, neither cut nor dropped, and nothing else waits for it [I8]',
  async (_, note) => {
    put(crm, 'task', 't3', { note })
    await edit('t3', { title: 'Task t3, edited' })
    expect(titles()).toContain('Task t3, edited')
    expect(rowsIn(pm, 'task').find(row => row.fields.title === 'Task t3, edited')?.fields.note).toBeNull()
    expect(await holds()).toMatchObject([{ field: 'note', code: 'hold/unreadable' }])
    await edit('t3', { note: 'Kick-off', title: 'Task t3' })
    expect(rowsIn(pm, 'task').find(row => row.fields.title === 'Task t3')?.fields.note).toBe('Kick-off')
    expect(await holds()).toEqual([])
    await edit('t3', { note: null as unknown as string })
  },
)

test('a title of a megabyte crosses whole, and comes to rest', async () => {
  const title = `${'Kick-off, at length. '.repeat(50_000)}${crypto.randomUUID()}`
  await edit('t4', { title })
  expect(titles()).toContain(title)
  const writes = pm.writes.length
  await edit('t4', {})
  expect(pm.writes.length).toBe(writes)
  await edit('t4', { title: 'Task t4' })
})

test('an account whose name is a megabyte of noise is known, and recognised by nobody', async () => {
  const noise = Array.from({ length: 30_000 }, () => crypto.randomUUID()).join(' ')
  put(crm, 'account', 'a2', { name: noise })
  put(pm, 'client', 'c2', { name: noise })
  put(crm, 'account', 'a3', { name: 'Patricia Ltd' })
  put(pm, 'client', 'c3', { name: 'Patricia Ltd' })
  await pullAgain()
  await settle()
  const linked = await pool.query(`select crm_id from link where pair = 'accounts' order by crm_id`)
  expect(linked.rows).toEqual([{ crm_id: 'a1' }, { crm_id: 'a3' }])
})
