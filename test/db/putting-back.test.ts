import { beforeEach, describe, expect, test } from 'vitest'
import { journalList } from '../../src/engine/verbs/journal-list.ts'
import { journalRestore } from '../../src/engine/verbs/journal-restore.ts'
import { journalUndo } from '../../src/engine/verbs/journal-undo.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, settle, mapping } = pockets
const { linked, edit, look, titles, writes } = pocketTasks(pockets)

put(crm, 'deal', 'd', { title: 'Deal' })
put(pm, 'project', 'p', { name: 'Deal' })
await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [mapping])
beforeEach(() => settle())

const journal = async (filter: object) =>
  (await perform(engine, journalList, operator(), { order: 'oldest', ...filter })).items
const restore = (entry: string, more: object = {}) =>
  perform(engine, journalRestore, operator('Ada'), { entry, field: 'title', ...more })
const undo = (ask: object, role: 'admin' | 'sales' = 'admin') =>
  perform(engine, journalUndo, { name: 'Ada', role }, ask)

/** A person's words in the project tool that give way to those in the CRM; answers the entry that tells so. */
async function overwritten(id: string) {
  edit('crm', id, { title: 'crm words' })
  edit('pm', id, { title: 'my own words' })
  await look(id)
  expect(titles(id)).toEqual(['crm words', 'crm words'])
  const [entry] = await journal({ mapping: 'pockets', pair: 'tasks', side: 'pm', row: id, kind: 'wrote' })
  if (!entry) throw new Error('The journal does not tell of it.')
  return entry
}

describe('a value that was overwritten', () => {
  test('is put back where it was lost, and goes on from there as an edit does [I4]', async () => {
    const id = await linked()
    const entry = await overwritten(id)
    expect(await restore(entry.id)).toEqual({ entry: entry.id, value: 'my own words' })
    await settle()
    expect(titles(id)).toEqual(['my own words', 'my own words'])
    expect(await journal({ of: entry.id })).toMatchObject([
      { kind: 'put-back', data: { by: 'Ada', field: 'title', side: 'pm', value: 'my own words' } },
    ])
    expect((await pool.query('select from decision')).rowCount).toBe(0)
    const before = writes()
    await look(id)
    expect(writes()).toBe(before)
  })

  test('is put back although it was typed after the reading, where the vendor names what a write replaced [I4]', async () => {
    const id = await linked()
    edit('crm', id, { title: 'crm words' })
    pm.replaces = { title: 'typed in between' }
    await look(id)
    pm.replaces = undefined
    const [entry] = await journal({ mapping: 'pockets', pair: 'tasks', side: 'pm', row: id, kind: 'wrote' })
    expect(await restore(entry?.id ?? '')).toMatchObject({ value: 'typed in between' })
    await settle()
    expect(titles(id)).toEqual(['typed in between', 'typed in between'])
  })

  test('is not put back over what somebody typed since, and the journal says so', async () => {
    const id = await linked()
    const entry = await overwritten(id)
    await restore(entry.id)
    edit('pm', id, { title: 'newer words' })
    await settle()
    expect(titles(id)).toEqual(['newer words', 'newer words'])
    expect(await journal({ of: entry.id })).toMatchObject([
      { kind: 'not-put-back', data: { why: 'Somebody has edited it since.' } },
    ])
  })

  test('is refused at once where Baton knows of an edit since, and put back over it when forced', async () => {
    const id = await linked()
    const entry = await overwritten(id)
    edit('pm', id, { title: 'newer words' })
    await look(id)
    await expect(restore(entry.id)).rejects.toMatchObject({ code: 'verb/conflict' })
    await restore(entry.id, { force: true })
    await settle()
    expect(titles(id)).toEqual(['my own words', 'my own words'])
  })

  test('can be put back although its worker died before saying what it did [I4]', async () => {
    const id = await linked()
    edit('crm', id, { title: 'crm words' })
    edit('pm', id, { title: 'my own words' })
    const [link] = (await pool.query('select id from link where crm_id = $1', [id])).rows
    const saw = { crm: { title: 'crm words', note: null }, pm: { title: 'my own words', note: null } }
    await pool.query(
      `insert into intent (id, mapping, key, link, pair, side, op, row_id, before, sent, saw, pass)
       values (gen_random_uuid(), $1, $2, $3, 'tasks', 'pm', 'update', $4, $5, $6, $7, gen_random_uuid())`,
      [
        mapping,
        `link:${link.id}`,
        link.id,
        id,
        JSON.stringify({ title: 'my own words' }),
        JSON.stringify({ title: 'crm words' }),
        JSON.stringify(saw),
      ],
    )
    edit('pm', id, { title: 'crm words' })
    await look(id)
    const [entry] = await journal({ mapping: 'pockets', pair: 'tasks', side: 'pm', row: id, kind: 'settled' })
    await restore(entry?.id ?? '')
    await settle()
    expect(titles(id)).toEqual(['my own words', 'my own words'])
  })

  test('of another kind of entry is none', async () => {
    const id = await linked()
    const entry = await overwritten(id)
    await expect(restore('999999')).rejects.toMatchObject({ code: 'verb/not-found' })
    await expect(restore(entry.id, { field: 'note' })).rejects.toMatchObject({ code: 'verb/not-found' })
    await perform(engine, rowsAddCounterpart, operator(), {
      mapping: 'pockets',
      pair: 'tasks',
      side: 'crm',
      row: id,
    })
    const [asked] = await journal({ kind: 'asked', by: 'command line', order: 'newest' })
    await expect(restore(asked?.id ?? '')).rejects.toMatchObject({ code: 'verb/conflict' })
  })
})

test('what somebody decides while a pass runs is not forgotten by it', async () => {
  const id = await linked()
  const entry = await overwritten(id)
  let asked: Promise<unknown> | null = null
  pm.before = verb => {
    if (verb === 'fetch') asked ??= restore(entry.id)
  }
  await look(id)
  await asked
  pm.before = () => {}
  await settle()
  expect(titles(id)).toEqual(['my own words', 'my own words'])
})

describe('one write', () => {
  test('is undone: what stood there stands there again, and nothing is carried over it', async () => {
    const id = await linked()
    const entry = await overwritten(id)
    expect(await undo({ entry: entry.id })).toEqual({ asked: [{ entry: entry.id, what: 'title' }], not: [] })
    await settle()
    expect(titles(id)).toEqual(['crm words', 'my own words'])
    await look(id)
    expect(titles(id)).toEqual(['crm words', 'my own words'])
    edit('crm', id, { title: 'moved on' })
    await look(id)
    expect(titles(id)).toEqual(['moved on', 'moved on'])
  })

  test.each(['crm', 'pm'] as const)('is not undone when the %s was edited on top of it', async side => {
    const id = await linked()
    const entry = await overwritten(id)
    await undo({ entry: entry.id })
    edit(side, id, { title: 'newer words' })
    await settle()
    expect(titles(id)).toEqual(['newer words', 'newer words'])
    expect(await journal({ of: entry.id })).toMatchObject([{ kind: 'not-put-back' }])
  })
})

describe('a whole pass', () => {
  test('is undone where nobody has edited on top; what was not is named with the reason', async () => {
    const ids = [await linked(), await linked(), await linked()]
    for (const id of ids) edit('crm', id, { title: `new ${id}` })
    await look(...ids)
    const [, changed = '', gone = ''] = ids
    edit('pm', changed, { title: 'mine' })
    await look(changed)
    await pool.query('delete from link where crm_id = $1', [gone])
    const [entry] = await journal({
      mapping: 'pockets',
      pair: 'tasks',
      side: 'pm',
      row: ids[0],
      kind: 'wrote',
    })
    const { asked, not } = await undo({ pass: entry?.pass })
    expect(asked.map(one => one.entry)).toEqual([entry?.id])
    expect(not.map(one => one.why).sort()).toEqual([
      'It has been changed since.',
      'The two rows no longer belong together.',
    ])
    await settle()
    expect(ids.map(id => titles(id)[1])).toEqual(['as it was', 'mine', `new ${gone}`])
  })

  test('that nobody knows is no pass', async () => {
    const asked = undo({ pass: '00000000-0000-4000-8000-000000000000' })
    await expect(asked).rejects.toMatchObject({ code: 'verb/not-found' })
    await expect(undo({})).rejects.toMatchObject({ code: 'verb/bad-input' })
  })
})

describe('a row that was made', () => {
  let made = 0
  async function created() {
    const id = `made${made++}`
    put(crm, 'task', id, { title: id, deal: 'd' })
    await pool.query(
      `insert into wish (mapping, pair, side, row_id, why) values ($1, 'tasks', 'crm', $2, 'asked')`,
      [mapping, id],
    )
    await pool.query(`insert into signal (mapping, key) values ($1, $2)`, [mapping, `new:tasks:crm:${id}`])
    await settle()
    const [entry] = (await journal({ kind: 'created' })).filter(
      one => (one.data as { from: string }).from === id,
    )
    return {
      id,
      entry: entry?.id ?? '',
      isThere: () => rowsIn(pm, 'task').some(row => row.fields.title === id),
    }
  }

  test('is let go, and not made again by itself', async () => {
    const { id, entry, isThere } = await created()
    expect(await undo({ entry }, 'sales')).toMatchObject({ asked: [{ what: 'the row is let go' }] })
    await settle()
    expect(isThere()).toBe(true)
    expect((await pool.query('select from link where crm_id = $1', [id])).rowCount).toBe(0)
    expect(await journal({ of: entry })).toMatchObject([{ kind: 'put-back', data: { did: 'unlink' } }])
  })

  test('is deleted where an admin says so and nobody has touched it', async () => {
    const { entry, isThere } = await created()
    await expect(undo({ entry, deletes: true }, 'sales')).rejects.toMatchObject({ code: 'verb/not-allowed' })
    await undo({ entry, deletes: true })
    await settle()
    expect(isThere()).toBe(false)
  })

  test('is let go when somebody has touched it', async () => {
    const { id, entry, isThere } = await created()
    await undo({ entry, deletes: true })
    const row = rowsIn(pm, 'task').find(one => one.fields.title === id)
    put(pm, 'task', row?.id ?? '', { project: 'p9' })
    await settle()
    expect(isThere()).toBe(true)
  })
})
