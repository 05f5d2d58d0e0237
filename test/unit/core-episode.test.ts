import { describe, expect, test } from 'vitest'
import {
  type Episode,
  type EpisodeEnd,
  type EpisodeStep,
  endAfterWrite,
  episodeSteps,
} from '../../src/core/episode.ts'
import type { FieldPlan } from '../../src/core/plan.ts'
import type { Side, Value } from '../../src/core/value.ts'

const refusal = { code: 'refused/outside-schedule', why: 'Too late.', passes: 'Earlier.', waits: [] } as const
const known: Episode = { id: 'e1', field: 'due', to: 'pm', value: '2026-04-01' }
const refuse = (value: Value, to: Side = 'pm'): FieldPlan => ({ is: 'refuse', to, value, refusal })
const copy = (value: Value, to: Side = 'pm'): FieldPlan => ({ is: 'copy', to, value, why: 'changed' })
const opened = (value: Value, to: Side = 'pm'): EpisodeStep => ({
  is: 'open',
  field: 'due',
  to,
  value,
  refusal,
})
const ended = (how: 'passed' | 'withdrawn'): EpisodeStep => ({ is: 'end', id: 'e1', how })

function steps(episodes: readonly Episode[], due: FieldPlan | undefined, shown: Value = null) {
  return episodeSteps(episodes, due ? { due } : {}, () => shown)
}

describe('a refusal that nobody was told of', () => {
  test('is told', () => {
    expect(steps([], refuse('2026-04-01'))).toEqual([opened('2026-04-01')])
  })

  test('is told beside one of another field', () => {
    expect(steps([{ ...known, field: 'title' }], refuse('2026-04-01'))).toEqual([opened('2026-04-01')])
  })

  const quiet: readonly FieldPlan[] = [copy('2026-04-01'), { is: 'same' }, { is: 'unseen' }, { is: 'left' }]
  test.each(quiet)('does not come of a plan that is no refusal: $is', plan => {
    expect(steps([], plan)).toEqual([])
  })
})

describe('a refusal that was told', () => {
  type Row = readonly [what: string, plan: FieldPlan | undefined, shown: Value, steps: readonly EpisodeStep[]]
  const rows: readonly Row[] = [
    ['the same value is not told again', refuse('2026-04-01'), null, []],
    [
      'another value: the old one was withdrawn',
      refuse('2026-05-01'),
      null,
      [ended('withdrawn'), opened('2026-05-01')],
    ],
    [
      'the same value, refused by the other side',
      refuse('2026-04-01', 'crm'),
      null,
      [ended('withdrawn'), opened('2026-04-01', 'crm')],
    ],
    ['the same value on its way: it passes only once it is there', copy('2026-04-01'), null, []],
    ['another value on its way', copy('2026-03-15'), null, [ended('withdrawn')]],
    [
      'a value of the other side on its way: it gives way only once that is there',
      copy('2026-03-15', 'crm'),
      null,
      [],
    ],
    ['the refusing side shows it after all', { is: 'same' }, '2026-04-01', [ended('passed')]],
    ['typed back to what the refusing side shows', { is: 'same' }, '2026-03-15', [ended('withdrawn')]],
    ['typed back, where the other side was edited', { is: 'left' }, '2026-03-15', [ended('withdrawn')]],
    ['held: nothing is known', { is: 'hold', code: 'hold/both-changed', detail: '' }, null, []],
    ['not told by a side: nothing is known', { is: 'unseen' }, null, []],
    ['not looked at', undefined, null, []],
  ]
  test.each(rows)('%s', (_, plan, shown, expected) => {
    expect(steps([known], plan, shown)).toEqual(expected)
  })

  test('is a new one when the value was withdrawn and is typed again', () => {
    expect(steps([known], { is: 'same' }, null)).toEqual([ended('withdrawn')])
    expect(steps([], refuse('2026-04-01'))).toEqual([opened('2026-04-01')])
  })

  test('is the same for a list with the same people in it', () => {
    expect(steps([{ ...known, value: ['p', 'q'] }], refuse(['p', 'q']))).toEqual([])
  })
})

describe('a refusal ends by a write of its field', () => {
  const back: FieldPlan = { is: 'copy', to: 'crm', value: '2026-03-01', why: 'reverted', lost: '2026-04-01' }
  type Row = readonly [what: string, plan: FieldPlan, applied: EpisodeEnd | null, refused: EpisodeEnd | null]
  const rows: readonly Row[] = [
    ['that carried it', copy('2026-04-01'), 'passed', null],
    ['that put it back', back, 'reverted', null],
    ['that wrote over it, or would have', copy('2026-03-15', 'crm'), 'withdrawn', 'withdrawn'],
    ['not of this field', { is: 'same' }, null, null],
  ]
  test.each(rows)('%s', (_, plan, applied, refused) => {
    const ends = (['applied', 'refused', null] as const).map(outcome => endAfterWrite(known, plan, outcome))
    expect(ends).toEqual([applied, refused, null])
  })
})
