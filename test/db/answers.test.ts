import { beforeEach, describe, expect, test } from 'vitest'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { mappingDrift } from '../../src/engine/verbs/mapping-drift.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { OpenHold } from '../../src/store/holds.ts'
import { drop, type Pocket, put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const text = pocketMapping()
  .replace('at_link: crm', 'at_link: crm\n  when_gone: { crm: delete, pm: delete }')
  .replaceAll(', tie: crm', '')
const pockets = await pocketEngine(text)
const { engine, pool, crm, pm, settle, timePasses } = pockets
const { linked, edit, look, titles, writes } = pocketTasks(pockets)
put(crm, 'deal', 'd', { title: 'Deal' })
put(pm, 'project', 'p', { name: 'Deal' })

/** Somebody edits on both sides, and Baton looks. */
async function tie(id: string): Promise<OpenHold> {
  edit('crm', id, { title: 'crm words' })
  edit('pm', id, { title: 'pm words' })
  await look(id)
  const [hold] = (await open()).filter(one => one.shown.crm?.id === id)
  if (!hold) throw new Error('Nothing is held.')
  return hold
}

const open = async (filter: object = {}) => (await perform(engine, holdsList, operator(), filter)).items
const answer = (ids: readonly string[], given: object) =>
  perform(engine, holdsAnswer, operator('Ada'), { ids, answer: given })

const row = (vendor: Pocket, id: string) => vendor.tables.get('task')?.get(id)
beforeEach(() => settle())

describe('an open question', () => {
  test('is listed with its rows, both values, the past, and what each answer does', async () => {
    const id = await linked()
    const hold = await tie(id)
    expect(hold).toMatchObject({
      mapping: 'pockets',
      pair: 'tasks',
      field: 'title',
      code: 'hold/both-changed',
      shown: { crm: { id, name: 'crm words' }, pm: { id, name: 'pm words' } },
      question: { about: { crm: 'crm words', pm: 'pm words' }, past: { crm: 'as it was', pm: 'as it was' } },
      answer: null,
    })
    expect(hold.question?.options.every(one => one.does.endsWith('.'))).toBe(true)
    expect(Date.parse(hold.since)).toBeLessThanOrEqual(Date.now() + 1000)
  })

  test('is found by mapping, pair and code, page by page', async () => {
    for (const id of [await linked(), await linked(), await linked()]) await tie(id)
    const all = await open({ mapping: 'pockets', pair: 'tasks', code: 'hold/both-changed' })
    const first = await perform(engine, holdsList, operator(), { limit: 2 })
    expect(first.items).toEqual(all.slice(0, 2))
    const second = await perform(engine, holdsList, operator(), { limit: 500, after: first.next })
    expect([...first.items, ...second.items]).toEqual(all)
    expect(second.next).toBeNull()
    expect(await open({ pair: 'deals' })).toEqual([])
    expect(await open({ code: 'hold/ambiguous' })).toEqual([])
  })
})

describe('an answer', () => {
  test.each([
    ['take the CRM', { choice: 'take', side: 'crm' }, ['crm words', 'crm words']],
    ['take the project tool', { choice: 'take', side: 'pm' }, ['pm words', 'pm words']],
    ['a typed value reaches both', { choice: 'set', side: 'crm', value: 'typed' }, ['typed', 'typed']],
    ['typed on the other side', { choice: 'set', side: 'pm', value: 'typed' }, ['typed', 'typed']],
    ['leave it', { choice: 'leave' }, ['crm words', 'pm words']],
  ])('%s: a pass carries it out, the question closes, and then all is quiet', async (_, given, shown) => {
    const id = await linked()
    const hold = await tie(id)
    expect(await answer([hold.id], given)).toEqual({ answered: [hold.id], refused: [] })
    await settle()
    expect(titles(id)).toEqual(shown)
    expect((await open()).filter(one => one.id === hold.id)).toEqual([])
    expect((await pool.query('select * from decision where key = $1', [hold.key])).rows).toEqual([])
    const before = writes()
    await look(id)
    expect(writes()).toBe(before)
  })

  test('names what it overwrites in the journal', async () => {
    const hold = await tie(await linked())
    await answer([hold.id], { choice: 'take', side: 'pm' })
    await settle()
    const entries = await pool.query(`select kind, data from journal where key = $1 order by id`, [hold.key])
    expect(entries.rows).toMatchObject([
      { kind: 'held', data: { field: 'title', code: 'hold/both-changed' } },
      { kind: 'asked', data: { verb: 'holds.answer', by: 'Ada' } },
      {
        kind: 'wrote',
        data: { side: 'crm', fields: [{ before: 'crm words', lost: 'crm words', why: 'answer' }] },
      },
    ])
  })

  test('is none any more when a value changed before a pass took it: the question is asked anew', async () => {
    const id = await linked()
    const hold = await tie(id)
    await answer([hold.id], { choice: 'take', side: 'crm' })
    edit('pm', id, { title: 'and again' })
    await settle()
    expect(titles(id)).toEqual(['crm words', 'and again'])
    expect(await open()).toContainEqual(
      expect.objectContaining({
        id: hold.id,
        question: expect.objectContaining({ about: { crm: 'crm words', pm: 'and again' } }),
        answer: null,
      }),
    )
  })

  test('is given to many at once; those that do not allow it say why', async () => {
    const [one, other] = [await tie(await linked()), await tie(await linked())]
    const asked = await answer([one.id, other.id, '999999'], { choice: 'take', side: 'crm' })
    expect(asked).toEqual({
      answered: [one.id, other.id],
      refused: [{ id: '999999', why: 'It is not open any more.' }],
    })
    const wrong = await answer([one.id], { choice: 'delete' })
    expect(wrong.refused[0]?.why).toContain('take crm, take pm, set crm, set pm, leave, retry')
  })

  test('a question that no longer applies closes by itself', async () => {
    const id = await linked()
    const hold = await tie(id)
    edit('crm', id, { title: 'pm words' })
    await look(id)
    expect((await open()).filter(one => one.id === hold.id)).toEqual([])
    expect(await answer([hold.id], { choice: 'leave' })).toMatchObject({ answered: [] })
  })

  test('what was left as it is counts as no drift, and goes on when one of the two changes', async () => {
    const id = await linked()
    const hold = await tie(id)
    await answer([hold.id], { choice: 'leave' })
    await settle()
    const differing = async () => (await perform(engine, mappingDrift, operator(), {}))[0]?.differing
    expect(await differing()).toBe(0)
    edit('pm', id, { note: 'something else' })
    await look(id)
    expect(await differing()).toBe(0)
    edit('crm', id, { title: 'moved on' })
    await look(id)
    expect(titles(id)).toEqual(['moved on', 'moved on'])
  })
})

describe('deleted here, edited there', () => {
  async function deletedAndEdited() {
    const id = await linked()
    drop(crm, 'task', id)
    edit('pm', id, { title: 'edited' })
    await pool.query(`update link set crm_missing_since = 'epoch' where crm_id = $1`, [id])
    await look(id)
    const [hold] = (await open({ code: 'hold/edited-and-deleted' })).filter(one => one.shown.pm?.id === id)
    if (!hold) throw new Error('Nothing is held.')
    return { id, hold }
  }

  test('delete', async () => {
    const { id, hold } = await deletedAndEdited()
    await answer([hold.id], { choice: 'delete' })
    await settle()
    expect(row(pm, id)).toBeUndefined()
  })

  test('unlink', async () => {
    const { id, hold } = await deletedAndEdited()
    await answer([hold.id], { choice: 'unlink' })
    await settle()
    expect(row(pm, id)?.fields.title).toBe('edited')
    expect((await pool.query('select from link where pm_id = $1', [id])).rowCount).toBe(0)
  })

  test('restore', async () => {
    const { id, hold } = await deletedAndEdited()
    await answer([hold.id], { choice: 'restore' })
    await settle()
    const [link] = (await pool.query('select crm_id from link where pm_id = $1', [id])).rows
    expect(row(crm, link.crm_id)?.fields.title).toBe('edited')
  })
})

test('several accounts that could be meant: one is chosen', async () => {
  put(crm, 'account', 'a', { name: 'Zylker' })
  put(pm, 'client', 'c1', { name: 'Zylker' })
  put(pm, 'client', 'c2', { name: 'Zylker' })
  for (let round = 0; round < 3; round++) {
    await timePasses(3600)
    await settle()
  }
  const [hold] = (await open({ pair: 'accounts' })).filter(one => one.shown.crm?.id === 'a')
  await answer([hold?.id ?? ''], { choice: 'pick', row: 'c2' })
  await settle()
  const links = await pool.query(`select crm_id, pm_id from link where pair = 'accounts'`)
  expect(links.rows).toEqual([{ crm_id: 'a', pm_id: 'c2' }])
})
