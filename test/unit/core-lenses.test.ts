import { describe, expect, test } from 'vitest'
import type { Lens } from '../../src/core/lens.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { dateLens, flagLens, numberLens } from '../../src/core/lenses/plain.ts'
import { linkedLens } from '../../src/core/lenses/table.ts'
import { plainForm, textLens } from '../../src/core/lenses/text.ts'
import type { Value } from '../../src/core/value.ts'

function across(lens: Lens, value: Value, now: Value = 'something else'): Value | undefined {
  const answer = lens.across(value, 'pm', now, emptyWorld)
  return answer.ok ? answer.value : undefined
}

describe('numbers', () => {
  const agreeing: readonly (readonly [crm: Value, pm: Value, agree: boolean])[] = [
    [1, 1, true],
    [1, '1', true],
    ['1.50', 1.5, true],
    [' 2 ', 2, true],
    ['1e3', 1000, true],
    [0, -0, true],
    [null, null, true],
    [null, '', true],
    [null, 0, false],
    ['', 0, false],
    [' ', 0, false],
    [1, 1.1, false],
    ['many', 'many', true],
    ['many', 'few', false],
    ['many', null, false],
    [true, 1, false],
    [[], 0, false],
    [['5'], 5, false],
    ['0x10', 16, false],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false],
  ]
  test.each(agreeing)('%j and %j agree: %s', (crm, pm, agree) => {
    expect(numberLens.agree(crm, pm, emptyWorld)).toBe(agree)
    expect(numberLens.agree(pm, crm, emptyWorld)).toBe(agree)
  })

  test.each(['many', '1,5', '12 h', '0x10', '--1', '.', true, Number.NaN, ['5']])(
    '%j is a question',
    value => {
      expect(numberLens.across(value, 'pm', 1, emptyWorld)).toMatchObject({
        ok: false,
        code: 'carry/not-a-number',
      })
    },
  )

  test.each([
    ['1.50', 1.5],
    ['-.5', -0.5],
    ['+7', 7],
    ['', null],
    [3, 3],
  ])('%j is carried as %j', (value, number) => {
    expect(across(numberLens, value)).toBe(number)
  })
})

describe('flags', () => {
  test('empty is no', () => {
    expect(flagLens.agree(null, false, emptyWorld)).toBe(true)
    expect(across(flagLens, null, true)).toBe(false)
    expect(across(flagLens, false, null)).toBe(null)
    expect(across(flagLens, true, false)).toBe(true)
  })

  const unclear: readonly Value[] = ['true', 'yes', '', 1, 0, ['true']]
  test.each(unclear.map(value => [value]))('%j is neither yes nor no', value => {
    expect(flagLens.agree(value, false, emptyWorld)).toBe(false)
    expect(flagLens.agree(true, value, emptyWorld)).toBe(false)
    expect(flagLens.agree(value, value, emptyWorld)).toBe(true)
    expect(flagLens.across(value, 'pm', false, emptyWorld)).toMatchObject({ ok: false })
  })
})

describe('days', () => {
  test.each(['2026-03-01', '2024-02-29', '1999-12-31', '0099-01-01'])('%s is a day', day => {
    expect(across(dateLens, day)).toBe(day)
  })

  const none = [
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-03-01T00:00:00Z',
    '',
    'soon',
    20260301,
  ]
  test.each(none)('%j is none', day => {
    expect(dateLens.across(day, 'pm', null, emptyWorld)).toMatchObject({ ok: false, code: 'carry/not-a-day' })
  })

  test('no day is a value, too', () => {
    expect(across(dateLens, null)).toBe(null)
  })
})

describe('texts', () => {
  test.each([
    ['line ends', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['blanks around it and at the ends of lines', '  one  \n two\t\n', 'one\n two'],
    ['composition', 'Zoe\u0308', 'Zo\u00eb'],
    ['nothing and an empty text', null, ''],
    ['nothing and blanks', null, ' \n '],
  ])('are the same but for %s', (_, one, other) => {
    expect(plainForm(one)).toBe(plainForm(other))
    expect(textLens().agree(one, other, emptyWorld)).toBe(true)
  })

  test.each([
    ['case', 'One', 'one'],
    ['blanks at the start of a line', 'one\n two', 'one\ntwo'],
    ['an empty line', 'one\n\ntwo', 'one\ntwo'],
  ])('are not the same with other %s', (_, one, other) => {
    expect(textLens().agree(one, other, emptyWorld)).toBe(false)
  })

  test('that are too long for a side are a question there, and only there', () => {
    const lens = textLens({ crm: 3 })
    expect(lens.across('abcd', 'pm', null, emptyWorld)).toEqual({ ok: true, value: 'abcd' })
    expect(lens.across('abc', 'crm', null, emptyWorld)).toEqual({ ok: true, value: 'abc' })
    expect(lens.across('abcd', 'crm', null, emptyWorld)).toEqual({
      ok: false,
      code: 'carry/too-long',
      detail: '4 characters, and the CRM takes at most 3',
    })
  })
})

describe('rows that belong together', () => {
  const lens = linkedLens('deals')
  const world = {
    pairs: {
      deals: [
        ['d1', 'p1'],
        ['d2', 'p1'],
      ],
    },
  } as const

  test('agree by the links of their own kind', () => {
    expect(lens.agree('d1', 'p1', world)).toBe(true)
    expect(lens.agree('d1', 'p2', world)).toBe(false)
    expect(linkedLens('tasks').agree('d1', 'p1', world)).toBe(false)
  })

  test('cross by the first link, and stay where another one already says the same', () => {
    expect(lens.across('p1', 'crm', null, world)).toEqual({ ok: true, value: 'd1' })
    expect(lens.across('p1', 'crm', 'd2', world)).toEqual({ ok: true, value: 'd2' })
    expect(lens.across('d2', 'pm', null, world)).toEqual({ ok: true, value: 'p1' })
  })

  test('are a question where one of them has no link yet', () => {
    expect(lens.across('d9', 'pm', null, world)).toMatchObject({ ok: false, code: 'carry/no-counterpart' })
  })
})
