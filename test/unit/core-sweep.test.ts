import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import {
  acceptedOf,
  besideOf,
  differs,
  isNewcomersNews,
  type Recorded,
  sweepRow,
} from '../../src/core/sweep.ts'
import type { Fields, Side } from '../../src/core/value.ts'
import { fieldRule, rowWith, smallMapping } from '../support/small-mapping.ts'

const policy = smallMapping([fieldRule('title'), fieldRule('note', { flow: 'to-pm' })])
const past = { title: 'a', note: 'n' }
const known: Recorded = {
  base: { crm: past, pm: past },
  beside: { crm: {}, pm: {} },
  differs: false,
  isMissing: { crm: false, pm: false },
}
const garbled = { ...rowWith(past), unread: { '': 'unknown shape' } }
const half = { ...rowWith({ title: 'a' }), unread: { note: 'unknown shape' } }
const beside = (crm: Fields, pm: Fields = {}): Partial<Recorded> => ({ beside: { crm, pm } })
const apart = { base: { crm: past, pm: { ...past, title: 'b' } } }

describe('a difference that a person wants', () => {
  const shown = { crm: past, pm: { ...past, title: 'b' } }
  const nothing = { crm: {}, pm: {} }
  const both = { crm: { title: 'a' }, pm: { title: 'b' } }
  const leave = { title: { choice: { is: 'leave' }, about: { crm: 'a', pm: 'b' } } } as const
  const undone = {
    title: { choice: { is: 'set', side: 'pm', value: 'b', why: 'undone' }, about: {} },
  } as const
  type Row = readonly [what: string, Partial<Parameters<typeof acceptedOf>[1]>, Recorded['beside']]
  const rows: readonly Row[] = [
    ['because it was left', { decisions: leave }, both],
    ['because a write was undone', { decisions: undone }, both],
    ['goes on while both show it', { beside: both }, both],
    [
      'is over when one of them shows something else',
      { beside: { crm: { title: 'z' }, pm: { title: 'b' } } },
      nothing,
    ],
    ['is none that nobody spoke of', {}, nothing],
    ['is none while it is held', { base: { crm: past, pm: past }, beside: both }, nothing],
    [
      'was about other values',
      { decisions: { title: { ...leave.title, about: { crm: 'z', pm: 'b' } } } },
      nothing,
    ],
  ]
  test.each(rows)('%s', (_, more, accepted) => {
    const looked = { base: shown, shown, beside: nothing, decisions: {}, ...more }
    expect(acceptedOf(policy, looked)).toEqual(accepted)
  })
})

describe('a row of a full comparison', () => {
  type Row = readonly [what: string, Partial<Recorded>, Parameters<typeof sweepRow>[3], object]
  const rest = { is: 'rest', isWhole: true }
  const look = (why: string) => ({ is: 'look', why })
  const rows: readonly Row[] = [
    ['that shows its past rests', {}, rowWith(past), rest],
    ['that shows another value needs a look', {}, rowWith({ ...past, title: 'b' }), look('changed')],
    ['that was emptied needs a look', {}, rowWith({ ...past, title: null }), look('changed')],
    [
      'of which a field never agreed needs a look',
      { base: { crm: { title: 'a' }, pm: past } },
      rowWith(past),
      look('changed'),
    ],
    [
      'of which the list left a field out is not whole',
      {},
      rowWith({ title: 'a' }),
      { is: 'rest', isWhole: false },
    ],
    [
      'that shows what is held or refused already rests',
      beside({ title: 'b' }),
      rowWith({ ...past, title: 'b' }),
      rest,
    ],
    [
      'that shows something else than what is held needs a look',
      beside({ title: 'b' }),
      rowWith({ ...past, title: 'c' }),
      look('changed'),
    ],
    [
      'that shows its past again, and no longer what is held, needs a look',
      beside({ title: 'b' }),
      rowWith(past),
      look('changed'),
    ],
    [
      'that shows its past while the other side is held rests',
      beside({}, { title: 'b' }),
      rowWith(past),
      rest,
    ],
    [
      'that was missing and is there needs a look',
      { isMissing: { crm: true, pm: false } },
      rowWith(past),
      look('there-again'),
    ],
    ['whose counterpart is missing rests', { isMissing: { crm: false, pm: true } }, rowWith(past), rest],
    ['that cannot be read any more needs a look', {}, garbled, look('readable')],
    [
      'that could not be read before either rests',
      beside({ '': [''] }),
      { ...garbled, fields: {} },
      { is: 'rest', isWhole: false },
    ],
    ['that can be read again needs a look', beside({ '': [''] }), rowWith(past), look('readable')],
    ['of which one value cannot be read any more needs a look', {}, half, look('readable')],
    [
      'of which that value could not be read before either rests',
      beside({ '': ['note'] }),
      half,
      { is: 'rest', isWhole: false },
    ],
    [
      'of which something unmapped cannot be read rests',
      {},
      { ...rowWith(past), unread: { amount: 'no number' } },
      rest,
    ],
    [
      'that differs from the other side, although neither moved, needs a look',
      apart,
      rowWith(past),
      look('agreement'),
    ],
    ['that is known to differ so rests', { ...apart, differs: true }, rowWith(past), rest],
    ['that was known to differ and agrees needs a look', { differs: true }, rowWith(past), look('agreement')],
    ['that differs where it is held rests', { ...apart, ...beside({}, { title: 'c' }) }, rowWith(past), rest],
  ]
  test.each(rows)('%s', (_, more, row, verdict) => {
    expect(sweepRow(policy, { ...known, ...more }, 'crm', row, emptyWorld)).toEqual(verdict)
  })

  test('is whole without what Baton counts itself', () => {
    const counting = {
      ...policy,
      tallies: ['tasksOverdue'] as const,
      fields: [...policy.fields, fieldRule('tasksOverdue')],
    }
    const recorded = {
      ...known,
      base: { crm: { ...past, tasksOverdue: '1' }, pm: { ...past, tasksOverdue: '1' } },
    }
    expect(sweepRow(counting, recorded, 'pm', rowWith(past), emptyWorld)).toEqual({
      is: 'rest',
      isWhole: true,
    })
  })
})

describe('what is put on record beside the base', () => {
  test.each<readonly [string, Side, Parameters<typeof besideOf>[3], Fields]>([
    ['nothing, where the row shows its base', 'crm', { fields: past }, {}],
    ['a value that is another one', 'crm', { fields: { ...past, title: 'b' } }, { title: 'b' }],
    ['no value that was not told', 'pm', { fields: { title: 'a' } }, {}],
    ['no value that is not mapped', 'pm', { fields: { ...past, colour: 'red' } }, {}],
    ['the names of what could not be read', 'pm', half, { '': ['note'] }],
  ])('%s', (_, side, row, expected) => {
    expect(besideOf(policy, side, past, row)).toEqual(expected)
  })
})

test.each<readonly [string, Fields, Fields, Fields, boolean]>([
  ['equal values', past, past, {}, false],
  ['different values', past, { ...past, title: 'b' }, {}, true],
  ['different values of which one is held', past, { ...past, title: 'b' }, { title: 'b' }, false],
  ['a value that one side did not tell', { title: 'a' }, past, {}, false],
])('two sides with %s', (_, crm, pm, held, expected) => {
  expect(differs(policy, { crm, pm }, { crm: {}, pm: held }, emptyWorld)).toBe(expected)
})

test.each<readonly [string, Fields | undefined, Fields, boolean]>([
  ['never seen', undefined, past, true],
  ['that shows what it showed', past, past, false],
  ['that shows less than was read of it', past, { title: 'a' }, false],
  ['that shows another value', past, { ...past, title: 'b' }, true],
  ['that shows a field it did not have', { title: 'a' }, past, true],
])('a row without a link %s', (_, before, fields, expected) => {
  expect(isNewcomersNews(rowWith(fields), before)).toBe(expected)
})
