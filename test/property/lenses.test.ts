import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyWorld, type Lens, type World } from '../../src/core/lens.ts'
import { markLens } from '../../src/core/lenses/mark.ts'
import { momentLens } from '../../src/core/lenses/moment.ts'
import { moneyLens } from '../../src/core/lenses/money.ts'
import { peopleLens, personLens } from '../../src/core/lenses/people.ts'
import { dateLens, flagLens, numberLens } from '../../src/core/lenses/plain.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { seedLens } from '../../src/core/lenses/seed.ts'
import { linkedLens, tableLens } from '../../src/core/lenses/table.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import { sameValue, sides, type Value } from '../../src/core/value.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'
import { runs } from '../support/property.ts'

const ids = ['a', 'b', 'c', '']
const words: readonly Value[] = [
  'Open',
  'open',
  ' Open ',
  'O\u0308pen',
  '\u00d6pen',
  'one\r\ntwo',
  'one\ntwo',
  '',
]
const numbers: readonly Value[] = [
  0,
  -0,
  1,
  1.5,
  '1.5',
  '1.50',
  '01',
  ' 1 ',
  '1e3',
  'many',
  '0x10',
  Number.NaN,
]
const days: readonly Value[] = ['2026-02-28', '2026-02-30', '2026-13-01', '2026-02-28T10:00:00Z', 'soon']
const moments: readonly Value[] = [
  '2026-02-28T10:00:00.000Z',
  '2026-02-28T11:00:00+01:00',
  '2026-02-28T10:00:00',
]
const rich: readonly Value[] = [
  '<p>one</p>',
  '<p>one</p><p>two</p>',
  '- one\n- two',
  '**one**',
  '<b>one',
  '&amp;',
]
const others: readonly Value[] = [null, true, false, [], ['a'], ['a', 'b'], ['b', 'a'], ['']]

/** Whatever a field may hold, so that no lens leans on values being of its own kind. */
const value: fc.Arbitrary<Value> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...words, ...numbers, ...days, ...moments, ...rich, ...ids, ...others),
  },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.double() },
)

const pairs = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 4 })
const known: fc.Arbitrary<World> = fc.record({ pairs: fc.record({ person: pairs, deals: pairs }) })
const world = fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: fc.constant(emptyWorld) })

const table = tableLens('stage', [
  ['Open', 'a'],
  ['open', 'a'],
  ['Open', 'b'],
  [null, 'c'],
  [true, ['a', 'b']],
])

/** Every lens that `src/core/lenses` exports, by the name of its export. */
const lenses: Readonly<Record<string, readonly Lens[]>> = {
  dateLens: [dateLens],
  flagLens: [flagLens],
  numberLens: [numberLens],
  momentLens: [momentLens],
  moneyLens: [moneyLens],
  personLens: [personLens],
  peopleLens: [peopleLens],
  linkedLens: [linkedLens('deals')],
  tableLens: [table],
  textLens: [textLens(), textLens({ crm: 3, pm: 5 })],
  seedLens: [seedLens(textLens({ pm: 5 }))],
  markLens: [
    markLens({ on: 'pm', value: 'a', isTag: true }),
    markLens({ on: 'crm', value: true, isTag: false }),
  ],
  richTextLens: [
    richTextLens({ crm: 'text', pm: 'html' }),
    richTextLens({ crm: 'html', pm: 'html' }, { crm: 12 }),
  ],
}

for (const [name, variants] of Object.entries(lenses))
  for (const [at, lens] of variants.entries())
    keepsTheLaws(`${name} ${at + 1}`, lens, {
      values: { crm: value, pm: value },
      world,
      numRuns: runs(lens.name === 'rich-text' ? 200 : 1_000).numRuns,
    })

/** Where a value either has one counterpart or none. */
const exact = ['dateLens', 'flagLens', 'numberLens', 'momentLens', 'moneyLens', 'linkedLens', 'tableLens']

describe.each(exact)('%s', name => {
  test.each(sides)('what cannot be carried to the %s side agrees with nothing but itself', to => {
    const law = (lens: Lens, from: Value, there: Value, around: World) => {
      const isCarried = [there, true, 1].every(now => lens.across(from, to, now, around).ok)
      const agrees = to === 'pm' ? lens.agree(from, there, around) : lens.agree(there, from, around)
      expect(isCarried || !agrees || sameValue(from, there)).toBe(true)
    }
    fc.assert(fc.property(fc.constantFrom(...(lenses[name] ?? [])), value, value, world, law), runs(2_000))
  })
})

test('no lens of the core is left out here', async () => {
  const folder = new URL('../../src/core/lenses/', import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.ts'))
  const modules: object[] = await Promise.all(files.map(file => import(new URL(file, folder).href)))
  const exported = modules.flatMap(Object.keys).filter(name => name.endsWith('Lens'))
  expect(exported.toSorted()).toEqual(Object.keys(lenses).toSorted())
})
