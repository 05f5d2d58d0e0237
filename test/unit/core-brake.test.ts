import { describe, expect, test } from 'vitest'
import {
  type BrakeAsk,
  brake,
  defaultBrake,
  isEmptied,
  type Missing,
  plannedIn,
} from '../../src/core/brake.ts'
import type { Verdict } from '../../src/core/plan.ts'
import type { Fields } from '../../src/core/value.ts'
import { fieldRule } from '../support/small-mapping.ts'

const rules = [fieldRule('title'), fieldRule('note')]
const decided = (verdict: Verdict, pm: Fields = {}) => ({ verdict, rules, saw: { crm: {}, pm } })
const times = (count: number, verdict: Verdict) => Array.from({ length: count }, () => decided(verdict))
const deletions = (count: number) => times(count, { is: 'delete', on: 'crm' })
const unlinks = (count: number) => times(count, { is: 'unlink', why: 'gone-on-pm' })
const restores = (count: number) => times(count, { is: 'create', on: 'pm', fields: {}, why: 'restore' })
const none = { deletes: 0, overwrites: 0 }
const ask = (more: Partial<BrakeAsk>): BrakeAsk => ({
  limits: { deletes: 3, overwrites: 3, minutes: 60 },
  done: none,
  leave: none,
  planned: plannedIn([]),
  missing: [],
  ...more,
})

describe('what a pass would do', () => {
  const copy = { is: 'copy', to: 'pm', value: 'b', why: 'changed' } as const
  const update = (...fields: string[]): Verdict => ({
    is: 'update',
    fields: Object.fromEntries(fields.map(field => [field, copy])),
  })
  const both: Verdict = { is: 'update', fields: { title: copy, note: { ...copy, to: 'crm' } } }
  const cases: readonly (readonly [string, ReturnType<typeof decided>, object])[] = [
    ['a deletion', decided({ is: 'delete', on: 'pm' }), { deletes: 1, overwrites: 0 }],
    ['a row let go', decided({ is: 'unlink', why: 'gone-on-both' }), { deletes: 1 }],
    ['a row made anew', decided({ is: 'create', on: 'pm', fields: {}, why: 'restore' }), { deletes: 1 }],
    ['what a person takes back', decided({ is: 'unlink', why: 'taken-back' }), { deletes: 0 }],
    [
      'a deletion that a person takes back',
      decided({ is: 'delete', on: 'pm', why: 'taken-back' }),
      { deletes: 0 },
    ],
    ['a value replaced', decided(update('title'), { title: 'a' }), { overwrites: 1, deletes: 0 }],
    [
      'two values of one row replaced',
      decided(update('title', 'note'), { title: 'a', note: 'n' }),
      { overwrites: 1 },
    ],
    ['a value where there was none', decided(update('title'), { title: null }), { overwrites: 0 }],
    ['a value where there was an empty text', decided(update('title'), { title: '' }), { overwrites: 0 }],
    ['a value where there was nobody', decided(update('title'), { title: [] }), { overwrites: 0 }],
    ['one of two values replaced', decided(both, { title: 'a' }), { overwrites: 1 }],
    [
      'values of both rows replaced',
      { ...decided(both, { title: 'a' }), saw: { crm: { note: 'n' }, pm: { title: 'a' } } },
      { overwrites: 2 },
    ],
    [
      'a value emptied',
      decided({ is: 'update', fields: { title: { ...copy, value: null } } }, { title: 'a' }),
      { overwrites: 1 },
    ],
    ['nothing', decided({ is: 'rest', fields: {} }), none],
    ['a second look', decided({ is: 'look-again' }), none],
    ['a question', decided({ is: 'hold', code: 'hold/edited-and-deleted', detail: '' }), none],
  ]
  test.each(cases)('%s', (_, link, tally) => {
    expect(plannedIn([link])).toMatchObject(tally)
  })
})

describe('the brake', () => {
  test.each([
    ['nothing to do', ask({ done: { deletes: 9, overwrites: 9 } })],
    ['as much as is allowed', ask({ planned: plannedIn([...deletions(1), ...unlinks(1), ...restores(1)]) })],
    ['what is left of it', ask({ done: { deletes: 2, overwrites: 9 }, planned: plannedIn(deletions(1)) })],
    [
      'what a person allowed',
      ask({ leave: { deletes: 9, overwrites: 0 }, planned: plannedIn(deletions(12)) }),
    ],
  ])('lets go: %s', (_, given) => {
    expect(brake(given).is).toBe('go')
  })

  test.each([
    ['to be deleted', deletions(4)],
    ['to be deleted on either side', [...deletions(3), decided({ is: 'delete', on: 'pm' })]],
    ['to be let go', unlinks(4)],
    ['to be made anew', restores(4)],
    ['together', [...deletions(2), ...unlinks(1), ...restores(1)]],
  ])('stops one row later: %s', (_, links) => {
    expect(brake(ask({ planned: plannedIn(links) })).is).toBe('stop')
  })

  test('counts what other passes did', () => {
    expect(
      brake(ask({ done: { deletes: 3, overwrites: 0 }, planned: plannedIn(deletions(1)) })),
    ).toMatchObject({
      is: 'stop',
      asks: { deletes: 1, overwrites: 0 },
    })
  })

  test('counts overwriting for itself', () => {
    const planned = { ...plannedIn(deletions(3)), overwrites: 4 }
    expect(brake(ask({ planned }))).toMatchObject({ is: 'stop', asks: { deletes: 0, overwrites: 1 } })
  })

  test('takes from the leave what is beyond the limit, and counts the rest', () => {
    const given = ask({
      done: { deletes: 1, overwrites: 0 },
      leave: { deletes: 5, overwrites: 5 },
      planned: plannedIn(unlinks(6)),
    })
    const expected = { uses: { deletes: 4, overwrites: 0 }, counts: { deletes: 2, overwrites: 0 } }
    expect(brake(given)).toEqual({ is: 'go', ...expected })
  })

  test('says what it found, what would have followed, and what may be', () => {
    const planned = { ...plannedIn([...deletions(1), ...unlinks(2), ...restores(3)]), overwrites: 7 }
    expect(brake(ask({ done: { deletes: 2, overwrites: 1 }, planned }))).toMatchObject({
      why: '6 rows are gone on one side: this pass would delete 1, let go 2 and make 3 anew on the other. 2 were done in 60 minutes; 3 may be without asking. Values of 7 rows would be replaced, after 1 in 60 minutes; 3 may be without asking.',
    })
  })

  test('allows twenty deletions an hour where the mapping does not say', () => {
    const go = (count: number) =>
      brake(ask({ limits: defaultBrake, planned: plannedIn(deletions(count)) })).is
    expect([20, 21].map(go)).toEqual(['go', 'stop'])
  })
})

describe('a side that is suddenly empty', () => {
  test.each([
    ['all of three', 3, 3, true],
    ['both of two, as people may have done', 2, 2, false],
    ['the only one', 1, 1, false],
    ['more than half of many', 21, 11, true],
    ['half', 20, 10, false],
    ['more than half of few', 15, 9, false],
    ['none', 5, 0, false],
  ])('%s', (_, linked, missing, expected) => {
    expect(isEmptied({ linked, missing })).toBe(expected)
  })

  const missing: readonly Missing[] = [
    { pair: 'tasks', side: 'crm', linked: 5, missing: 0 },
    { pair: 'tasks', side: 'pm', linked: 5, missing: 5 },
  ]
  const planned = plannedIn(unlinks(1))

  test('stops the mapping however few rows this pass would touch, and asks for all of them', () => {
    expect(brake(ask({ planned, missing }))).toMatchObject({
      is: 'stop',
      asks: { deletes: 5, overwrites: 0 },
      why: expect.stringMatching(/^5 of the 5 linked tasks are missing in the project tool\. /),
    })
  })

  test('goes on when a person says so', () => {
    const verdict = brake(ask({ planned, missing, leave: { deletes: 5, overwrites: 0 } }))
    expect(verdict).toMatchObject({ is: 'go', uses: { deletes: 1 }, counts: { deletes: 0 } })
  })

  test('is no reason to stop a pass that finds nothing gone', () => {
    expect(brake(ask({ missing })).is).toBe('go')
  })
})
