import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lens } from '../../src/core/lens.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import type { Value } from '../../src/core/value.ts'
import { sides } from '../../src/core/value.ts'
import { moneyLens } from '../../src/mapping/lenses/money.ts'
import { seedLens } from '../../src/mapping/lenses/seed.ts'

const seed = seedLens(textLens({ pm: 5 }))
const amount = fc.constantFrom('0', '-0', '0.00', '5', '5.0', '05.00', '-5', '5.01', '.5', '1e3', '', 'free')
const value = fc.oneof(amount, fc.string(), fc.constant(null), fc.integer())

function agree(lens: Lens, to: 'crm' | 'pm', from: Value, there: Value): boolean {
  return to === 'pm' ? lens.agree(from, there, emptyWorld) : lens.agree(there, from, emptyWorld)
}

describe.each([
  ['money', moneyLens],
  ['seed', seed],
])('the lens %s keeps the laws', (_, lens) => {
  test.each(sides)('what is carried to the %s side agrees with where it came from', to => {
    fc.assert(
      fc.property(value, value, (from, now) => {
        const across = lens.across(from, to, now, emptyWorld)
        expect(!across.ok || agree(lens, to, from, across.value)).toBe(true)
      }),
    )
  })

  test.each(sides)('where the two agree, carrying to the %s side changes nothing', to => {
    fc.assert(
      fc.property(value, value, (from, now) => {
        const across = lens.across(from, to, now, emptyWorld)
        expect(!agree(lens, to, from, now) || (across.ok && across.value === now)).toBe(true)
      }),
    )
  })
})

describe('amounts', () => {
  const cases: readonly (readonly [crm: Value, pm: Value, same: boolean])[] = [
    ['5', '5.0', true],
    ['5', '05.00', true],
    ['0', '-0.0', true],
    ['10', '1', false],
    ['100', '10.0', false],
    ['-5', '5', false],
    ['0.1', '0.10', true],
    ['9007199254740993', '9007199254740992', false],
    [null, '', true],
    [null, '0', false],
    ['free', 'gratis', false],
    [5, '5.00', true],
    [true, '1', false],
  ]
  test.each(cases)('%s and %s: %s', (crm, pm, same) => {
    expect(moneyLens.agree(crm, pm, emptyWorld)).toBe(same)
  })

  test('what is no amount is a question, never a zero', () => {
    expect(moneyLens.across('1e3', 'pm', null, emptyWorld)).toMatchObject({ ok: false })
  })
})

describe('a seed', () => {
  test('never empties the other side', () => {
    expect(seed.across(null, 'pm', 'Acme', emptyWorld)).toMatchObject({ ok: false })
  })

  test('is no longer than the other side takes', () => {
    expect(seed.across('Acme Inc.', 'pm', null, emptyWorld)).toMatchObject({
      ok: false,
      code: 'carry/too-long',
    })
  })
})
