import { describe, expect, test } from 'vitest'
import { loadMapping } from '../../src/mapping/load.ts'

const rest = { name: 'shop', title: 'Shop', crm: 'zoho-crm', pm: 'zoho-projects' }
const accounts = { pair: ['account', 'client'] }
const tasks = { pair: ['task', 'task'], inside: 'accounts' }

function messages(more: Readonly<Record<string, unknown>>): readonly string[] {
  const loaded = loadMapping(JSON.stringify({ version: 1, ...rest, accounts, ...more }), 'shop.yaml')
  return loaded.ok ? [] : loaded.problems.map(problem => problem.message)
}

function ofField(more: Readonly<Record<string, unknown>>): readonly string[] {
  return messages({ tasks: { ...tasks, fields: [{ crm: 'title', pm: 'title', ...more }] } })
}

/** What the writer reads, and what they wrote. */
const cases: readonly (readonly [message: string, said: readonly string[]])[] = [
  ['`flow` is `sideways`; it may be both, to-crm or to-pm.', ofField({ flow: 'sideways' })],
  ['`tie` is empty; it may be crm, pm, newest or hold.', ofField({ tie: null })],
  ['`flwo` is not a key of item 1 of `fields`; did you mean `flow`?', ofField({ flwo: 'both' })],
  [
    '`colour` is not a key of item 1 of `fields`; there is crm, pm, as, flow, tie and closed.',
    ofField({ colour: 'red' }),
  ],
  ['There is no table `persn`; did you mean `person`?', ofField({ as: 'persn' })],
  ['There is no table `colour`; there is person and rich-text.', ofField({ as: 'colour' })],
  ['`title` is the number `7`; it may be a text.', messages({ title: 7 })],
  ['`version` is `1.0.0`; it may be 1.', messages({ version: '1.0.0' })],
  [
    '`name` is `My Shop`; it may be a word of small letters, digits and hyphens.',
    messages({ name: 'My Shop' }),
  ],
  ['`crm` is missing in the file; it may be a text.', messages({ crm: undefined })],
  ['`brake` is a list of 1; it may be a map.', messages({ brake: [20] })],
  ['`deletes` is `-1`; it may be a whole number from 0 to 1000000.', messages({ brake: { deletes: '-1' } })],
  ['`pair` is a list of 1; it may be a list of 2 texts.', messages({ accounts: { pair: ['account'] } })],
  [
    '`create` is `pm`; it may be a list of crm and pm.',
    messages({ accounts: { ...accounts, create: 'pm' } }),
  ],
  [
    '`match` is an empty list; it may be a text or a map.',
    messages({ accounts: { ...accounts, match: [] } }),
  ],
  ['item 1 of `words` is a map; it may be a text.', messages({ tables: { status: { words: [{}] } } })],
  [
    '`words` is the number `5`; it may be a text, true or false or a list of at least one text.',
    messages({ tables: { status: { words: 5 } } }),
  ],
  ['`tasks` is empty; it may be a map.', messages({ tasks: null })],
  [
    '`fields` is an empty list; it may be a list of at least one map.',
    messages({ tasks: { ...tasks, fields: [] } }),
  ],
  [
    '`needs` is `contacts`; it may be accounts.',
    messages({ deals: { pair: ['deal', 'project'], needs: 'contacts' } }),
  ],
]

describe('a mistake is told in words', () => {
  test.each(cases)('%s', (message, said) => {
    expect(said).toEqual([message])
  })
})
