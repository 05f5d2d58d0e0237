import { expect, test } from 'vitest'
import { membersOf } from '../../src/core/members.ts'
import type { Members } from '../../src/core/policy.ts'

const world = {
  pairs: {
    person: [
      ['bo', 'p-bo'],
      ['ada', 'p-ada'],
      ['both', 'p-bo'],
      ['', 'p-bot'],
    ],
  },
} as const
const choice = (add: Members['add']): Members => ({ owner: false, add, people: ['owner', 'helpers'] })
const deal = { owner: 'bo', helpers: ['ada', 'both', 'zoe'] }
const named = { people: ['p-bo', 'p-ada'], strangers: ['zoe'] }
const asked = (agreed: boolean) => ({ people: ['p-x'], agreed })
const given = { people: ['p-x'], strangers: [] }

type Row = readonly [what: string, Members | null, object, Parameters<typeof membersOf>[2], object | null]
const rows: readonly Row[] = [
  ['nobody where the mapping adds nobody', choice('no'), deal, null, null],
  ['nobody, even where somebody asks for it', choice('no'), deal, asked(true), null],
  ['nobody where there is no such choice', null, deal, asked(true), null],
  [
    'whom the deal names, once each, and the strangers by name',
    choice('yes'),
    deal,
    null,
    { ...named, agreed: true },
  ],
  ['the same, after a question', choice('ask'), deal, null, { ...named, agreed: false }],
  ['nobody where the deal names nobody', choice('yes'), { owner: null }, null, null],
  [
    'whom a person gave, before whom the deal names',
    choice('yes'),
    deal,
    asked(false),
    { ...given, agreed: true },
  ],
  ['whom an admin gave, without a question', choice('ask'), deal, asked(true), { ...given, agreed: true }],
  [
    'whom somebody else gave, after a question',
    choice('ask'),
    deal,
    asked(false),
    { ...given, agreed: false },
  ],
  ['nobody where a person gave nobody', choice('yes'), deal, { people: [], agreed: true }, null],
]
test.each(rows)('members: %s', (_, members, fields, ask, expected) => {
  expect(membersOf(members, { ...fields }, ask, world)).toEqual(expected)
})
