import { describe, expect, test } from 'vitest'
import { type ProjectChoices, projectValues } from '../../src/core/project.ts'
import type { Fields } from '../../src/core/value.ts'

describe('the template of a new project', () => {
  const template = { by: 'type', table: { 'New Business': 'Onboarding' }, otherwise: 'Standard' }
  type Row = readonly [
    what: string,
    choice: NonNullable<ProjectChoices['template']>,
    deal: Fields,
    values: Fields,
  ]
  const rows: readonly Row[] = [
    ['by its type', template, { type: 'New Business' }, { template: 'Onboarding' }],
    ['another type', template, { type: 'Renewal' }, { template: 'Standard' }],
    ['no type', template, { type: null }, { template: 'Standard' }],
    ['a type that was not told', template, {}, { template: 'Standard' }],
    ['a type that is no text', template, { type: ['New Business'] }, { template: 'Standard' }],
    [
      'a type called like a property of every object',
      template,
      { type: 'constructor' },
      { template: 'Standard' },
    ],
    [
      'a type called like the root of every object',
      template,
      { type: '__proto__' },
      { template: 'Standard' },
    ],
    ['no other choice', { by: 'type', table: {} }, { type: 'toString' }, {}],
    [
      'the same for all',
      { table: {}, otherwise: 'Standard' },
      { type: 'New Business' },
      { template: 'Standard' },
    ],
  ]
  test.each(rows)('%s', (_, choice, deal, values) => {
    expect(projectValues({ template: choice }, deal, '2026-03-01')).toEqual(values)
  })
})

describe('the dates of a new project', () => {
  type Row = readonly [
    what: string,
    choice: NonNullable<ProjectChoices['dates']>,
    deal: Fields,
    values: Fields,
  ]
  const wonFor = (days: number) => ({ start: 'won-date', days })
  const rows: readonly Row[] = [
    ['from the day it was won', wonFor(60), {}, { start: '2026-02-27', end: '2026-04-28' }],
    ['from the day it was won, with an open end', { start: 'won-date' }, {}, { start: '2026-02-27' }],
    ['for no day at all', wonFor(0), {}, { start: '2026-02-27', end: '2026-02-27' }],
    [
      'from a field of the deal',
      { start: 'kickOff', days: 1 },
      { kickOff: '2028-02-28' },
      { start: '2028-02-28', end: '2028-02-29' },
    ],
    [
      'between two fields of the deal',
      { start: 'from', end: 'to' },
      { from: '2026-03-01', to: '2026-04-01' },
      { start: '2026-03-01', end: '2026-04-01' },
    ],
    [
      'from a moment: its day',
      { start: 'from', days: 1 },
      { from: '2026-03-28T23:30:00Z' },
      { start: '2026-03-28', end: '2026-03-29' },
    ],
    ['from an empty field', { start: 'from', days: 30 }, { from: null }, {}],
    ['from a field that was not told', { start: 'from', days: 30 }, {}, {}],
    ['from a text that is no day', { start: 'from', days: 30 }, { from: 'next spring' }, {}],
    ['from a text that begins like a day', { start: 'from' }, { from: '2026-03-011' }, {}],
    ['from a month that is none', { start: 'from', days: 30 }, { from: '2026-13-01' }, {}],
    ['to an empty field', { start: 'won-date', end: 'to' }, { to: null }, { start: '2026-02-27' }],
  ]
  test.each(rows)('%s', (_, dates, deal, values) => {
    expect(projectValues({ dates }, deal, '2026-02-27')).toEqual(values)
  })

  test('are none where the mapping chooses none', () => {
    expect(projectValues({}, { start: '2026-03-01' }, '2026-02-27')).toEqual({})
  })
})
