import { describe, expect, test } from 'vitest'
import type { FieldTest } from '../../src/core/filter.ts'
import { passes } from '../../src/core/filter.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { planNewcomer } from '../../src/core/newcomer.ts'
import { planLink, type SeenRow, type Sighting } from '../../src/core/plan.ts'
import type { Only, PairPolicy } from '../../src/core/policy.ts'
import type { Fields, Value } from '../../src/core/value.ts'
import { shippedPair } from '../support/shipped-mapping.ts'

describe('one test of one field', () => {
  const cases: readonly (readonly [
    what: string,
    test: FieldTest,
    value: Value | undefined,
    passes: boolean,
  ])[] = [
    ['is: the value', { is: 'Won' }, 'Won', true],
    ['is: another one', { is: 'Won' }, 'won', false],
    ['is: a flag', { is: true }, true, true],
    ['is: a flag is no word', { is: 'true' }, true, false],
    ['is: a number', { is: 5 }, 5, true],
    ['is: one item of a list', { is: 'ada' }, ['bo', 'ada'], true],
    ['is: none of a list', { is: 'ada' }, [], false],
    ['is: nothing is no value', { is: 'ada' }, null, false],
    ['in: one of the values', { in: ['Won', 'Lost'] }, 'Lost', true],
    ['in: none of them', { in: ['Won', 'Lost'] }, 'Open', false],
    ['in: one item of a list', { in: ['ada'] }, ['bo', 'ada'], true],
    ['filled: a text', { filled: true }, 'x', true],
    ['filled: false and 0 are values', { filled: true }, false, true],
    ['filled: an empty text', { filled: true }, ' ', false],
    ['filled: nothing', { filled: true }, null, false],
    ['filled: an empty list', { filled: true }, [], false],
    ['empty: nothing', { filled: false }, null, true],
    ['empty: something', { filled: false }, 0, false],
    ['what was not told passes nothing', { filled: false }, undefined, false],
  ]
  test.each(cases)('%s', (_, one, value, expected) => {
    const fields: Fields = value === undefined ? {} : { field: value }
    expect(passes({ field: one }, fields)).toBe(expected)
  })

  test('a row passes all of them, and what every object inherits is no field', () => {
    expect(passes({}, {})).toBe(true)
    expect(passes({ a: { is: 1 }, b: { is: 2 } }, { a: 1, b: 2 })).toBe(true)
    expect(passes({ a: { is: 1 }, b: { is: 2 } }, { a: 1, b: 3 })).toBe(false)
    expect(passes({ toString: { filled: true } }, {})).toBe(false)
  })
})

const only: Only = { crm: { owner: { is: 'ada' } }, pm: { tasklist: { is: 'Delivery' } } }
const tasks: PairPolicy = { ...shippedPair('tasks'), only, create: ['crm', 'pm'] }
const row = (fields: Fields): SeenRow => ({ id: '1', fields, changedAt: null })
const seen = (fields: Fields): Sighting => ({ seen: 'row', row: row(fields) })

describe('a row without a counterpart', () => {
  const newcomer = {
    side: 'crm',
    anchor: { is: 'linked', id: 'p1' },
    match: { is: 'none' },
    wish: null,
  } as const

  test('takes part when it passes', () => {
    const verdict = planNewcomer(tasks, { ...newcomer, row: row({ title: 'a', owner: 'ada' }) }, emptyWorld)
    expect(verdict).toMatchObject({ is: 'create', fields: { title: 'a', project: 'p1' } })
  })

  test.each([
    ['whoever asks for it', { wish: { why: 'asked', on: '2026-11-02' } }],
    ['whatever it looks like', { match: { is: 'link', with: '2' } }],
    ['however many could be meant', { match: { is: 'ambiguous', candidates: ['2', '3'] } }],
  ] as const)('rests when it does not, %s', (_, more) => {
    const one = { ...newcomer, ...more, row: row({ title: 'a', owner: 'bo' }) }
    expect(planNewcomer(tasks, one, emptyWorld)).toEqual({ is: 'rest' })
  })
})

describe('a link with a row that no longer passes', () => {
  const base = { crm: { title: 'a' }, pm: { title: 'a' } }
  const inside = { crm: { title: 'a', owner: 'ada' }, pm: { title: 'b', tasklist: 'Delivery' } }

  test('is carried while both pass', () => {
    const verdict = planLink(tasks, { base, crm: seen(inside.crm), pm: seen(inside.pm) }, emptyWorld)
    expect(verdict).toMatchObject({ is: 'update', fields: { title: { is: 'copy', to: 'crm', value: 'b' } } })
  })

  test.each([
    ['in the CRM', { ...inside, crm: { title: 'c', owner: 'bo' } }],
    ['in the project tool', { ...inside, pm: { title: 'c', tasklist: 'Other' } }],
  ])('is left alone, with its past: %s', (_, now) => {
    const verdict = planLink(tasks, { base, crm: seen(now.crm), pm: seen(now.pm) }, emptyWorld)
    expect(verdict).toEqual({ is: 'rest', fields: {} })
  })

  test.each(['delete', 'restore', 'unlink'] as const)(
    'is only unlinked when the other row goes (%s)',
    choice => {
      const policy = { ...tasks, whenGone: { crm: choice, pm: choice } }
      const pm = seen({ title: 'a', tasklist: 'Other' })
      expect(planLink(policy, { base, crm: { seen: 'gone' }, pm }, emptyWorld)).toEqual({
        is: 'unlink',
        why: 'gone-on-crm',
      })
    },
  )

  test('takes part again with what changed meanwhile', () => {
    const back = {
      crm: seen({ title: 'a', owner: 'ada' }),
      pm: seen({ title: 'later', tasklist: 'Delivery' }),
    }
    expect(planLink(tasks, { base, ...back }, emptyWorld)).toMatchObject({
      fields: { title: { is: 'copy', value: 'later' } },
    })
  })
})
