import { expect, test } from 'vitest'
import { askedWords } from '../../src/web/console/pages/asked-words.ts'

const titles: Readonly<Record<string, string>> = { dueDate: 'Due date' }
const words = (ask: unknown) => askedWords(ask, field => titles[field] ?? field)

test.each<readonly [string, unknown, readonly string[]]>([
  ['a field by its title', { field: 'dueDate' }, ['field: Due date']],
  ['no numbers of ours', { mapping: 'zylker', entry: '17', ids: ['1', '2'] }, []],
  [
    'a side by its name',
    { side: 'pm', value: '2026-05-01' },
    ['side: the project tool', 'value: 2026-05-01'],
  ],
  [
    'an answer with its parts',
    { answer: { choice: 'take', side: 'crm' } },
    ['answer: choice: take, side: the CRM'],
  ],
  ['many things', { deals: ['d1', 'd2'], keepProjects: true }, ['deals: d1; d2', 'keep projects: yes']],
  ['nothing where nothing was said', null, []],
])('what was asked is told: %s', (_, ask, expected) => {
  expect(words(ask)).toEqual(expected)
})
