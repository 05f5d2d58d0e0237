import { describe, expect, test } from 'vitest'
import { settleSame } from '../../src/core/base.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { mergeField } from '../../src/core/merge.ts'
import type { AtLink } from '../../src/core/policy.ts'
import type { Value } from '../../src/core/value.ts'
import { fieldRule } from '../support/small-mapping.ts'

const rule = fieldRule('title')

function meet(atLink: AtLink, crm: Value, pm: Value, was: { crm?: Value; pm?: Value } = {}) {
  const at = {
    crm: { base: was.crm, now: crm, changedAt: null },
    pm: { base: was.pm, now: pm, changedAt: null },
  }
  return mergeField(rule, at, atLink, emptyWorld)
}

const held = {
  is: 'hold',
  code: 'hold/first-meeting',
  detail: 'The two sides differ and never agreed before.',
}
const copy = (to: 'crm' | 'pm', value: Value, lost?: Value) => ({
  is: 'copy',
  to,
  value,
  why: 'first-meeting',
  ...(lost === undefined ? {} : { lost }),
})

describe('two rows that meet for the first time', () => {
  const rows: readonly (readonly [what: string, atLink: AtLink, crm: Value, pm: Value, verdict: object])[] = [
    ['at_link crm', 'crm', 'a', 'b', copy('pm', 'a', 'b')],
    ['at_link pm', 'pm', 'a', 'b', copy('crm', 'b', 'a')],
    ['at_link hold', 'hold', 'a', 'b', held],
    ['and agree', 'hold', 'a', 'a ', { is: 'same' }],
    ['and are both empty', 'hold', null, '', { is: 'same' }],
    ['at_link crm, the project tool empty', 'crm', 'a', null, copy('pm', 'a')],
    ['at_link crm, the crm empty: emptiness overwrites nothing', 'crm', null, 'b', copy('crm', 'b')],
    ['at_link pm, the project tool empty: emptiness overwrites nothing', 'pm', 'a', null, copy('pm', 'a')],
    ['at_link pm, the crm empty', 'pm', null, 'b', copy('crm', 'b')],
    ['at_link hold, one of them empty: nothing is in question', 'hold', 'a', null, copy('pm', 'a')],
    ['at_link hold, the other one empty', 'hold', null, 'b', copy('crm', 'b')],
  ]
  test.each(rows)('%s', (_, atLink, crm, pm, verdict) => {
    expect(meet(atLink, crm, pm)).toEqual(verdict)
  })

  test('a field with a past on one side only meets for the first time, too', () => {
    expect(meet('pm', 'a', 'b', { crm: 'a' })).toEqual(copy('crm', 'b', 'a'))
    expect(meet('hold', 'a', 'b', { pm: 'b' })).toEqual(held)
  })

  test('fields that agree set both pasts, in the words of each side', () => {
    const saw = { crm: { title: 'a' }, pm: { title: 'a ' } }
    const base = settleSame([rule], { crm: {}, pm: {} }, { title: meet('hold', 'a', 'a ') }, saw)
    expect(base).toEqual(saw)
  })

  test('what was held stays without a past', () => {
    const saw = { crm: { title: 'a' }, pm: { title: 'b' } }
    const base = settleSame([rule], { crm: {}, pm: {} }, { title: meet('hold', 'a', 'b') }, saw)
    expect(base).toEqual({ crm: {}, pm: {} })
  })
})
