import { expect, test } from 'vitest'
import { type JournalEntry, writeJournal } from '../../src/store/journal.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'

const { pool } = await testDatabase()
let grounds = 0

/** Writes entries into the journal of a mapping of their own; answers what stands there. */
async function written(...batches: JournalEntry[][]) {
  const { mapping } = await ground(pool, `journal-${grounds++}`)
  for (const batch of batches) await writeJournal(pool, mapping, batch)
  const found = await pool.query('select pair, key, kind, data from journal where mapping = $1 order by id', [
    mapping,
  ])
  return found.rows
}
const entry = (data: unknown, more: Partial<JournalEntry> = {}): JournalEntry => ({
  pair: 'tasks',
  key: 'k',
  kind: 'wrote',
  data,
  ...more,
})

const kept: readonly (readonly [string, unknown])[] = [
  ['an object', { lost: { title: 'ä' }, at: null }],
  ['a list', [1, 'x', null]],
  ['a text', 'words'],
  ['false', false],
  ['nothing', null],
]
test.each(kept)('%s is kept as it is', async (_, data) => {
  expect(await written([entry(data)])).toEqual([entry(data)])
})

test('entries without a pair or key are kept too', async () => {
  const asked = entry({ verb: 'connect' }, { pair: null, key: null, kind: 'asked' })
  expect(await written([asked])).toEqual([asked])
})

test('entries stand in the order they were written', async () => {
  const entries = names('', 20).map(name => entry({ name }))
  expect(await written(entries.slice(0, 15), entries.slice(15), [])).toEqual(entries)
})

test('what is said twice stands there twice', async () => {
  expect(await written([entry('x')], [entry('x')])).toEqual([entry('x'), entry('x')])
})

test('what concerns no mapping is kept', async () => {
  const asked = entry({ verb: 'connect' }, { pair: null, key: null, kind: 'asked' })
  await writeJournal(pool, null, [asked])
  const found = await pool.query('select pair, key, kind, data from journal where mapping is null')
  expect(found.rows).toEqual([asked])
})
