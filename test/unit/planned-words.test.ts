import { expect, test } from 'vitest'
import { plannedWords } from '../../src/cli/planned-words.ts'
import type { Planned } from '../../src/engine/verbs/mapping-planned.ts'

const preview: Planned = {
  name: 'zylker',
  state: 'done',
  read: { 'crm task': 12 },
  counts: [{ pair: 'tasks', verdict: 'create', keys: 3 }],
  error: null,
  applies: null,
  outcome: null,
  trial: null,
  items: [],
  next: null,
}
const item = (verdict: string, line: Record<string, unknown>) =>
  ({ id: '1', pair: 'tasks', key: 'new:tasks:crm:t', verdict, digest: '', line }) as const
const rows = { crm: { id: 't', name: 'Kick-off' }, pm: { id: 'p', name: null } }
const field = { field: 'title', to: 'pm', now: 'a', value: 'b' }

const told: readonly (readonly [string, Partial<Planned>, readonly string[]])[] = [
  ['how far it is', {}, ['"zylker": done', '  12 rows read: crm task', '  3 tasks get a counterpart']],
  ['what is in its way', { state: 'reading', error: 'It is down.' }, ['"zylker": reading  (It is down.)']],
  [
    'that it was done',
    { outcome: 'applied', applies: '3' },
    ['  It says what was looked at: the mapping is on.'],
  ],
  [
    'what has changed since',
    { outcome: 'changed', applies: '3' },
    [expect.stringMatching(/changed: --since 3$/)],
  ],
  ['that there is more', { next: '50' }, ['There are more: --after 50']],
  [
    'a record by its names, and why',
    { items: [item('create', { rows, why: 'won', on: 'pm', makes: { title: 'Kick-off', note: '' } })] },
    [
      'tasks  "Kick-off" and "p"  get a counterpart: The deal is won.',
      '  made in the project tool with title "Kick-off"',
    ],
  ],
  [
    'a field with both values',
    {
      items: [item('update', { rows: null, fields: [{ ...field, is: 'copy', why: 'changed', lost: 'a' }] })],
    },
    [
      'tasks  new:tasks:crm:t  are written to',
      '  title in the project tool: "a" becomes "b", edited on the other side. It overwrites what was typed there.',
    ],
  ],
  [
    'a field that is held or refused',
    {
      items: [
        item('hold', {
          fields: [
            { is: 'hold', field: 'status', detail: 'No word.' },
            { ...field, is: 'refuse', why: 'Too late.' },
          ],
        }),
      ],
    },
    ['  status: No word.', '  title: "b" would be refused. Too late.'],
  ],
]
test.each(told)('says %s', (_, part, lines) => {
  const words = plannedWords({ ...preview, ...part })
  for (const line of lines) expect(words).toContainEqual(line)
})
