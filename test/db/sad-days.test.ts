import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { drainLane } from '../../src/engine/drain.ts'
import { mappingResume } from '../../src/engine/verbs/mapping-resume.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { VendorError } from '../../src/spi/index.ts'
import { fold } from '../../src/store/fold.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine(pocketMapping(), { BATON_LEASE_SECONDS: '1' })
const { engine, pool, crm, pm, mapping, settle, timePasses } = pockets
const { linked, edit, look, titles, writes } = pocketTasks(pockets)
put(crm, 'deal', 'd', { title: 'Deal' })
put(pm, 'project', 'p', { name: 'Deal' })
const ok = () => {}
const letters = async () =>
  (await pool.query('delete from outbox returning subject, body')).rows as { subject: string; body: string }[]
const state = async () => (await pool.query('select state, paused_why as why from mapping')).rows[0]

const due = (id: string) =>
  pool.query(
    `insert into signal (mapping, key, prio) select mapping, 'link:' || id, 0 from link where crm_id = $1`,
    [id],
  )

beforeEach(() => settle())
afterEach(() => {
  vi.useRealTimers()
  crm.before = ok
  pm.before = ok
})

describe('a disk that is full', () => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })

  beforeAll(() =>
    pool.query(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`),
  )

  /** Nothing more fits into a table, while a worker does what is due. */
  async function whileFull(table: string): Promise<void> {
    await pool.query(`create trigger no_room before insert or update on ${table} execute function no_room()`)
    await fold(pool)
    await drainLane({ ...engine, log }, { mapping, shard: 0 }, randomUUID())
    await pool.query(`drop trigger no_room on ${table}`)
  }

  test('before a write: nothing is sent, it says so, and when there is room it is done', async () => {
    const id = await linked()
    await look(id)
    edit('crm', id, { title: 'to be carried' })
    await due(id)
    const before = writes()
    await whileFull('intent')
    expect([titles(id), writes() - before]).toEqual([['to be carried', 'as it was'], 0])
    expect(lines.join('')).toContain('No space left on device')
    await settle()
    expect([titles(id), writes() - before]).toEqual([['to be carried', 'to be carried'], 1])
  })

  test('after a write: it is settled by looking, and written once', async () => {
    const id = await linked()
    await look(id)
    edit('crm', id, { title: 'to be carried' })
    await due(id)
    const before = writes()
    await whileFull('link')
    expect([titles(id), writes() - before]).toEqual([['to be carried', 'to be carried'], 1])
    await settle()
    expect(writes() - before).toBe(1)
    expect((await pool.query('select from intent')).rowCount).toBe(0)
  })

  test('after a create: the row is found, and made once', async () => {
    await pool.query(
      `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p') on conflict do nothing`,
      [mapping],
    )
    put(crm, 'task', 'new', { title: 'New here', deal: 'd' })
    await perform(engine, rowsAddCounterpart, operator(), {
      mapping: 'pockets',
      pair: 'tasks',
      side: 'crm',
      row: 'new',
    })
    await whileFull('link')
    const made = () => rowsIn(pm, 'task').filter(row => row.fields.title === 'New here').length
    expect(made()).toBe(1)
    await timePasses(3600)
    await settle()
    expect(made()).toBe(1)
    expect((await pool.query(`select from link where crm_id = 'new'`)).rowCount).toBe(1)
  })
})

describe('a kind of record that is no longer there', () => {
  const gone = new VendorError({ kind: 'forbidden', message: 'The module Tasks is disabled.' }, null)
  const disabled = (verb: string, entity: string) => {
    if (verb !== 'write' && entity === 'task') throw gone
  }

  test.each(['pull', 'pass'])(
    'stops the mapping with its words, once, found by a %s; nothing is lost',
    async by => {
      const id = await linked()
      await look(id)
      crm.before = disabled
      edit('crm', id, { title: `typed meanwhile, ${by}` })
      if (by === 'pull') await pool.query(`update chore set due_at = now() where kind = 'pull'`)
      else await look(id)
      await settle()
      expect(await state()).toEqual({ state: 'paused', why: 'The module Tasks is disabled.' })
      const told = await letters()
      expect(told).toHaveLength(1)
      expect(told[0]?.body).toContain('The module Tasks is disabled.')
      crm.before = ok
      await perform(engine, mappingResume, operator(), { mapping: 'pockets' })
      await timePasses(600)
      await pool.query(`update chore set due_at = now() where kind = 'pull'`)
      await settle()
      expect(titles(id)).toEqual([`typed meanwhile, ${by}`, `typed meanwhile, ${by}`])
    },
  )
})

describe('a clock that jumps', () => {
  test.each([
    ['a day ahead', 86_400_000],
    ['a day back', -86_400_000],
  ])(
    '%s while a pass reads: nothing is sent on a lease that nobody can be sure of, and all is done after',
    async (_, ms) => {
      const id = await linked()
      await look(id)
      edit('crm', id, { title: 'across the jump' })
      vi.useFakeTimers({ toFake: ['Date'] })
      pm.before = verb => {
        if (verb !== 'fetch') return
        pm.before = ok
        vi.setSystemTime(Date.now() + ms)
      }
      await look(id)
      pm.before = ok
      vi.useRealTimers()
      await timePasses(60)
      await settle()
      await look(id)
      expect(titles(id)).toEqual(['across the jump', 'across the jump'])
      expect((await pool.query(`select from link where crm_id = $1`, [id])).rowCount).toBe(1)
    },
  )
})

test('a title of a megabyte crosses whole, and back', async () => {
  const id = await linked()
  await look(id)
  const title = 'Launch 🚀 '.repeat(100_000).slice(0, 1_000_000)
  edit('crm', id, { title })
  await look(id)
  expect(titles(id).map(one => one === title)).toEqual([true, true])
  edit('pm', id, { title: 'short again' })
  await look(id)
  expect(titles(id)).toEqual(['short again', 'short again'])
})
