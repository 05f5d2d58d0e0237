import { expect, test } from 'vitest'
import { baseOfCreated, isComplete } from '../../src/core/base.ts'
import type { World } from '../../src/core/lens.ts'
import { seedLens } from '../../src/core/lenses/seed.ts'
import { linkedLens } from '../../src/core/lenses/table.ts'
import { unlessMade } from '../../src/core/made-elsewhere.ts'
import { mergeField } from '../../src/core/merge.ts'
import type { FieldRule } from '../../src/core/policy.ts'
import type { Value } from '../../src/core/value.ts'

const client: FieldRule = {
  crm: 'account',
  pm: 'client',
  lens: seedLens(linkedLens('accounts')),
  flow: 'to-pm',
  tie: 'hold',
}
const world: World = { pairs: { accounts: [['a', 'c']] } }
const at = (now: Value, base?: Value) => ({ base, now, changedAt: null })

test('a client that the vendor did not take is not believed to be there: it is sent again [I14]', () => {
  const base = baseOfCreated([client], 'pm', { account: 'a' }, { client: 'c' }, { client: null }, 'us', world)
  expect(isComplete([client], base)).toBe(false)
  const again = mergeField(
    client,
    { crm: at('a', base.crm.account), pm: at(null, base.pm.client) },
    'hold',
    world,
  )
  expect(again).toEqual({ is: 'copy', to: 'pm', value: 'c', why: 'one-way' })
})

type Row = readonly [string, Value, Value, object]
const rows: readonly Row[] = [
  [
    'a project without a client is given that of its account',
    'a',
    null,
    { is: 'copy', to: 'pm', value: 'c' },
  ],
  ['a project keeps the client it has', 'a', 'other', { is: 'same' }],
  [
    'an account that nobody mapped is asked about',
    'unmapped',
    null,
    { is: 'hold', code: 'carry/no-counterpart' },
  ],
  ['a deal without an account takes no client off', null, 'other', { is: 'left' }],
  ['neither has one', null, null, { is: 'same' }],
]
test.each(rows)('%s [I14]', (_, account, shown, verdict) => {
  expect(mergeField(client, { crm: at(account), pm: at(shown) }, 'hold', world)).toMatchObject(verdict)
})

const create = { is: 'create', on: 'pm', fields: {}, why: 'won' } as const
test.each([
  ['nobody else made it', 'deals', null, { is: 'create' }],
  [
    'another mapping has made the project',
    'deals',
    { mapping: 'm', with: 'p' },
    { is: 'hold', code: 'hold/made-elsewhere' },
  ],
  [
    'another mapping is about to',
    'deals',
    { mapping: 'm', with: null },
    { is: 'hold', code: 'hold/made-elsewhere' },
  ],
  [
    'a client that another mapping has is shared',
    'accounts',
    { mapping: 'm', with: 'c' },
    { is: 'link', with: 'c' },
  ],
] as const)('before a row is made: %s', (_, name, elsewhere, verdict) => {
  expect(unlessMade({ name }, create, elsewhere)).toMatchObject(verdict)
  expect(unlessMade({ name }, { is: 'rest' }, elsewhere)).toEqual({ is: 'rest' })
})
