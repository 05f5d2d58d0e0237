import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { moneyLens } from '../../src/core/lenses/money.ts'
import type { Value } from '../../src/core/value.ts'

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
