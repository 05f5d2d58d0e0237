import { describe, expect, test } from 'vitest'
import { personLens } from '../../src/core/lenses/people.ts'
import {
  listPeople,
  type PersonPair,
  type PersonRow,
  pairPeople,
  type User,
} from '../../src/core/people-pairs.ts'

const user = (id: string, email: string | null, active = true): User => ({ id, name: id, email, active })
const nobodyAsked = { crm: [], pm: [] }

type Row = readonly [string, readonly User[], readonly User[], readonly PersonRow[], readonly PersonPair[]]
const rows: readonly Row[] = [
  ['the same address', [user('c', 'a@x.test')], [user('p', 'a@x.test')], [], [['c', 'p']]],
  ['the same address in another case', [user('c', 'A@X.test ')], [user('p', 'a@x.TEST')], [], [['c', 'p']]],
  ['no address at all', [user('c', null)], [user('p', '')], [], []],
  [
    'an address that two share',
    [user('c', 'a@x.test')],
    [user('p', 'a@x.test'), user('q', 'a@x.test')],
    [],
    [],
  ],
  [
    'an address that two share of whom one has left',
    [user('c', 'a@x.test')],
    [user('p', 'a@x.test', false), user('q', 'a@x.test')],
    [],
    [['c', 'q']],
  ],
  [
    'what was said counts before addresses, for both it names',
    [user('c', 'a@x.test'), user('d', 'b@x.test')],
    [user('p', 'a@x.test'), user('q', 'b@x.test')],
    [{ crm: 'c', pm: 'q' }],
    [['c', 'q']],
  ],
  ['somebody stands for nobody', [], [], [{ crm: 'c', pm: '' }], [['c', '']]],
]
test.each(rows)('who is whom: %s', (_, crm, pm, said, pairs) => {
  expect(pairPeople({ crm, pm }, said, nobodyAsked)).toEqual(pairs)
})

describe('somebody stands in for whoever has no counterpart', () => {
  const users = { crm: [user('c', 'a@x.test'), user('d', 'd@x.test')], pm: [user('p', 'a@x.test')] }
  const said = [{ crm: '*', pm: 'p' }]
  const world = { pairs: { person: pairPeople(users, said, { crm: ['c', 'd'], pm: ['p'] }) } }

  test('what is carried across agrees, and carrying back gives the true counterpart', () => {
    expect(personLens.across('d', 'pm', null, world)).toEqual({ ok: true, value: 'p' })
    expect(personLens.agree('d', 'p', world)).toBe(true)
    expect(personLens.across('p', 'crm', null, world)).toEqual({ ok: true, value: 'c' })
  })

  test('where the two agree already, carrying changes nothing', () => {
    expect(personLens.across('p', 'crm', 'd', world)).toEqual({ ok: true, value: 'd' })
  })
})

describe('the list', () => {
  const users = {
    crm: [user('c', 'a@x.test'), user('d', 'd@x.test'), user('gone', 'g@x.test', false)],
    pm: [user('p', 'a@x.test'), user('q', 's@x.test'), user('r', 's@x.test')],
  }
  const listed = (said: readonly PersonRow[]) =>
    Object.fromEntries(
      listPeople(users, said).map(({ id, partners, how, trouble }) => [id, [partners, how, trouble]]),
    )

  test('says how each is known, and points out who needs a look', () => {
    expect(listed([])).toEqual({
      c: [['p'], 'e-mail', null],
      d: [[], 'none', 'no-counterpart'],
      gone: [[], 'none', 'has-left'],
      p: [['c'], 'e-mail', null],
      q: [[], 'none', 'shared-address'],
      r: [[], 'none', 'shared-address'],
    })
  })

  test('shows what was said, and who stands in', () => {
    const said = [
      { crm: 'd', pm: 'q' },
      { crm: '*', pm: 'p' },
      { crm: 'c', pm: '*' },
    ]
    expect(listed(said)).toMatchObject({
      d: [['q'], 'said', null],
      gone: [['p'], 'stand-in', 'has-left'],
      r: [['c'], 'stand-in', 'shared-address'],
    })
  })
})
