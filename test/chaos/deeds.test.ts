import { expect, test } from 'vitest'
import type { WriteEntry } from '../../src/spi/index.ts'
import { deedsOf } from './deeds.ts'
import { wordsOfVendor } from './vendor-words.ts'

const issue = { subject: 'Task w1', description: '', status: { is_closed: false } }
const entry = (module: string, more: Partial<WriteEntry> = {}): WriteEntry => ({
  at: '2026-11-27T10:00:00Z',
  by: 'api',
  does: 'edit',
  module,
  id: '7',
  before: issue,
  after: issue,
  ...more,
})
const note = entry('journals', { does: 'add', before: null, after: { notes: 'Said w2' } })
const isIdle = (...history: WriteEntry[]) => deedsOf('pm', history, wordsOfVendor('redmine')).at(-1)?.isIdle

test.each<[string, WriteEntry[], boolean]>([
  [
    'what Redmine logs of an issue beside a note of the same moment is no idle write',
    [note, entry('issues')],
    false,
  ],
  ['a write that changes nothing is idle', [entry('issues')], true],
  ['also after a note of another moment', [note, entry('issues', { at: '2026-11-27T10:00:01Z' })], true],
  ['or after a note of somebody else', [{ ...note, by: 'person:Cy Delivery' }, entry('issues')], true],
  [
    'and a write that changes something is not',
    [entry('issues', { after: { ...issue, subject: 'Task w3' } })],
    false,
  ],
])('%s', (_name, history, expected) => {
  expect(isIdle(...history)).toBe(expected)
})

test('a comment that went with its task, and that a backup does not bring back with it, was taken by the backup', () => {
  const [cy, backup] = ['person:Cy Delivery', 'backup']
  const said = (id: string, by = cy) =>
    entry('journals', { id, by, does: 'add', before: null, after: { notes: `Said w${id}`, issue: 7 } })
  const history = [
    entry('issues', { by: cy, does: 'add', before: null }),
    said('1'),
    said('2'),
    entry('issues', { by: cy, does: 'remove', after: null }),
    entry('issues', { by: backup, does: 'add', before: null, at: '2026-11-27T10:00:09Z' }),
    { ...said('1', backup), at: '2026-11-27T10:00:09Z' },
  ]
  const told = deedsOf('pm', history, wordsOfVendor('redmine')).filter(deed => deed.kind === 'comment')
  expect(told.map(({ id, does, isBackups }) => [id, does, isBackups])).toEqual([
    ['1', 'add', false],
    ['2', 'add', false],
    ['2', 'remove', true],
    ['1', 'add', true],
  ])
})
