import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { tableLens } from '../../src/core/lenses/table.ts'
import type { FieldRule } from '../../src/core/policy.ts'
import { unmappedWords } from '../../src/core/unmapped-words.ts'
import type { Value } from '../../src/core/value.ts'

const status = tableLens('status', [
  ['Not Started', 'Open'],
  ['In Progress', 'In Progress'],
  ['Deferred', 'Open'],
  ['Completed', 'Closed'],
  ['Completed', 'Cancelled'],
])
const done = tableLens('done', [
  ['Not Started', false],
  ['In Progress', false],
  ['Completed', true],
])
const priority = tableLens('priority', [
  ['High', 'high'],
  [null, 'none'],
  ['Lowest', 'none'],
])

describe('words by a table', () => {
  const cases: readonly (readonly [
    lens: typeof status,
    value: Value,
    to: 'crm' | 'pm',
    now: Value,
    Value,
  ])[] = [
    [status, 'Completed', 'pm', 'Open', 'Closed'],
    [status, 'Completed', 'pm', 'Cancelled', 'Cancelled'],
    [status, 'Open', 'crm', null, 'Not Started'],
    [status, 'Open', 'crm', 'Deferred', 'Deferred'],
    [status, null, 'pm', 'Open', null],
    [done, 'In Progress', 'pm', true, false],
    [done, false, 'crm', 'In Progress', 'In Progress'],
    [done, false, 'crm', 'Completed', 'Not Started'],
    [done, true, 'crm', null, 'Completed'],
    [priority, null, 'pm', 'high', 'none'],
    [priority, '', 'pm', 'none', 'none'],
    [priority, 'none', 'crm', 'High', null],
    [priority, 'none', 'crm', 'Lowest', 'Lowest'],
  ]
  test.each(cases)('$0.name: %s to %s, where %s is: %s', (lens, value, to, now, becomes) => {
    expect(lens.across(value, to, now, emptyWorld)).toEqual({ ok: true, value: becomes })
  })

  test('a word that no row knows is asked, with the table to look at', () => {
    expect(status.across('Blocked', 'crm', null, emptyWorld)).toEqual({
      ok: false,
      code: 'carry/no-counterpart',
      detail: '"Blocked" has no counterpart in "status"',
    })
  })
})

describe('words that a vendor has grown', () => {
  const rule = { crm: 'status', pm: 'state', lens: status, flow: 'both', tie: 'hold' } as const
  const grown = (side: 'crm' | 'pm', words: readonly string[], more: Partial<FieldRule> = {}) =>
    unmappedWords({ fields: [{ ...rule, ...more }] }, side, { [rule[side]]: words })

  test('are told with the field of that side', () => {
    expect(grown('pm', ['Open', 'Blocked', 'Closed', 'Parked'])).toEqual([
      { field: 'state', words: ['Blocked', 'Parked'] },
    ])
    expect(grown('crm', ['Not Started', 'Waiting'])).toEqual([{ field: 'status', words: ['Waiting'] }])
  })

  test('are none where every word has a row, or never travels', () => {
    expect(grown('pm', ['Open', 'Closed'])).toEqual([])
    expect(grown('pm', ['Blocked'], { flow: 'to-pm' })).toEqual([])
    expect(unmappedWords({ fields: [rule] }, 'pm', {})).toEqual([])
  })

  test('are no matter of fields without a table', () => {
    const { words: _, ...plain } = status
    expect(grown('pm', ['Blocked'], { lens: plain })).toEqual([])
  })

  test('flags and the empty word count as themselves', () => {
    expect(grown('pm', ['true', 'false'], { lens: done })).toEqual([])
    expect(grown('crm', ['', 'High', 'Low'], { lens: priority })).toEqual([
      { field: 'status', words: ['Low'] },
    ])
  })
})
