import { describe, expect, test } from 'vitest'
import {
  type Base,
  baseAfter,
  baseOfCreated,
  isComplete,
  noBase,
  outcomeOf,
  settleCopy,
  settleSame,
  type WrittenField,
} from '../../src/core/base.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import type { FieldPlan } from '../../src/core/plan.ts'
import type { Fields, Side, Value } from '../../src/core/value.ts'
import { fieldRule } from '../support/small-mapping.ts'

const [title, note] = [fieldRule('title'), fieldRule('note')]
const wrote = (shown: Value, editor: WrittenField['editor']): WrittenField => ({
  before: 'a',
  sent: 'b ',
  shown,
  editor,
})

describe('after a write was read back', () => {
  type Row = readonly [what: string, written: WrittenField, outcome: string, base: Value | undefined]
  const rows: readonly Row[] = [
    ['shown is sent', wrote('b ', 'us'), 'applied', 'b '],
    ['shown is sent, whoever edited last', wrote('b ', 'somebody'), 'applied', 'b '],
    ['shown is what was there before', wrote('a', 'us'), 'not-applied', undefined],
    ['shown is what was there before, and nobody knows who', wrote('a', 'unknown'), 'not-applied', undefined],
    ['shown is what was there before, and it was somebody', wrote('a', 'somebody'), 'not-applied', undefined],
    ['shown is something else, by us: the vendor rewrote it', wrote('b', 'us'), 'rewritten', 'b'],
    ['shown is something else, by somebody', wrote('c', 'somebody'), 'edited-since', 'b '],
    ['shown is something else, and nobody knows who', wrote('b', 'unknown'), 'edited-since', 'b '],
    ['emptied as asked', { before: 'a', sent: null, shown: null, editor: 'us' }, 'applied', null],
    [
      'a list shown as sent',
      { before: [], sent: ['p', 'q'], shown: ['p', 'q'], editor: 'unknown' },
      'applied',
      ['p', 'q'],
    ],
  ]
  test.each(rows)('%s', (_, written, outcome, base) => {
    expect(outcomeOf(written)).toBe(outcome)
    expect(baseAfter(written)).toEqual(base)
  })
})

describe('the base of a copied field', () => {
  const base: Base = { crm: { title: 'a', note: 'n' }, pm: { title: 'a', note: 'n' } }
  const saw = { crm: { title: 'b ' }, pm: { title: 'a' } }
  type Row = readonly [what: string, written: WrittenField, crm: Value, pm: Value]
  const rows: readonly Row[] = [
    ['applied: what the plan saw, and what was sent', wrote('b ', 'us'), 'b ', 'b '],
    ['rewritten: what the plan saw, and what is shown', wrote('b', 'us'), 'b ', 'b'],
    ['edited since: what was sent, so that the edit still counts', wrote('c', 'somebody'), 'b ', 'b '],
    ['not applied: both stay', wrote('a', 'us'), 'a', 'a'],
  ]
  test.each(rows)('%s', (_, written, crm, pm) => {
    const next = settleCopy(title, base, 'pm', saw, written)
    expect(next).toEqual({ crm: { title: crm, note: 'n' }, pm: { title: pm, note: 'n' } })
  })

  test('moves on the other side alike', () => {
    const next = settleCopy(title, base, 'crm', { crm: saw.pm, pm: saw.crm }, wrote('b', 'us'))
    expect(next).toEqual({ crm: { title: 'b', note: 'n' }, pm: { title: 'b ', note: 'n' } })
  })
})

describe('what the plan found moves', () => {
  const refusal = { code: 'refused/not-applied', why: '', passes: '', waits: [] } as const
  const stays: readonly (readonly [what: string, plan: FieldPlan | undefined])[] = [
    ['held', { is: 'hold', code: 'hold/both-changed', detail: '' }],
    ['refused', { is: 'refuse', to: 'pm', value: 'b', refusal }],
    ['copied: that moves by what is read back', { is: 'copy', to: 'pm', value: 'b', why: 'changed' }],
    ['not told', { is: 'unseen' }],
    ['typed where a one-way field arrives', { is: 'left' }],
    ['not looked at', undefined],
  ]
  const base: Base = { crm: { title: 'a' }, pm: { title: 'a' } }
  const saw = { crm: { title: 'b' }, pm: { title: 'b ' } }

  test('to what it saw, where it is the same', () => {
    expect(settleSame([title, note], base, { title: { is: 'same' } }, saw)).toEqual(saw)
  })

  test.each(stays)('not at all where it was %s', (_, plan) => {
    expect(settleSame([title], base, plan ? { title: plan } : {}, saw)).toEqual(base)
  })
})

describe('the base of a row just made from another', () => {
  const rules = [title, note]
  function made(on: Side, saw: Fields, sent: Fields, shown: Fields, editor: WrittenField['editor'] = 'us') {
    return baseOfCreated(rules, on, saw, sent, shown, editor, emptyWorld)
  }

  test('is what was seen and what was sent', () => {
    const base = made('pm', { title: 'a', note: 'n' }, { title: 'a', note: 'n' }, { title: 'a', note: 'n' })
    expect(base).toEqual({ crm: { title: 'a', note: 'n' }, pm: { title: 'a', note: 'n' } })
    expect(isComplete(rules, base)).toBe(true)
  })

  test('takes what the vendor made of it', () => {
    const base = made('crm', { title: 'a ', note: null }, { title: 'a ' }, { title: 'a', note: null })
    expect(base).toEqual({ crm: { title: 'a', note: null }, pm: { title: 'a ', note: null } })
  })

  test('leaves an edit made before the reading a change', () => {
    const base = made(
      'pm',
      { title: 'a', note: null },
      { title: 'a' },
      { title: 'b', note: null },
      'somebody',
    )
    expect(base.pm.title).toBe('a')
  })

  const open: readonly (readonly [what: string, saw: Fields, sent: Fields, shown: Fields])[] = [
    ['sent and not taken', { title: 'a', note: 'n' }, { title: 'a', note: 'n' }, { title: 'a', note: null }],
    ['not sent, and different', { title: 'a', note: 'n' }, { title: 'a' }, { title: 'a', note: null }],
    [
      'given a first value by the vendor',
      { title: 'a', note: null },
      { title: 'a' },
      { title: 'a', note: 'x' },
    ],
    ['not told by the row it was made from', { title: 'a' }, { title: 'a' }, { title: 'a', note: null }],
    ['not told by the new row', { title: 'a', note: null }, { title: 'a' }, { title: 'a' }],
  ]
  test.each(open)('has no past yet for a field %s', (_, saw, sent, shown) => {
    const base = made('pm', saw, sent, shown)
    expect(base).toEqual({ crm: { title: 'a' }, pm: { title: 'a' } })
    expect(isComplete(rules, base)).toBe(false)
  })

  test('is complete only with a past on both sides', () => {
    expect(isComplete([title], noBase)).toBe(false)
    expect(isComplete([title], { crm: { title: null }, pm: {} })).toBe(false)
    expect(isComplete([title], { crm: {}, pm: { title: null } })).toBe(false)
    expect(isComplete([title], { crm: { title: null }, pm: { title: null } })).toBe(true)
  })
})
