import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import { type ProjectChoices, projectValues } from '../../src/core/project.ts'
import type { Fields } from '../../src/core/value.ts'

function valuesOf(choices: ProjectChoices, deal: Fields, wonOn = '2026-02-27', given: Fields = {}) {
  return projectValues(choices, { deal, wonOn, given }, emptyWorld)
}
const good = (fields: Fields) => ({ ok: true, fields })

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
    expect(valuesOf({ template: choice }, deal)).toEqual(good(values))
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
    expect(valuesOf({ dates }, deal)).toEqual(good(values))
  })

  test('are none where the mapping chooses none', () => {
    expect(valuesOf({}, { start: '2026-03-01' })).toEqual(good({}))
  })
})

describe('the name, group and description of a new project', () => {
  const both: ProjectChoices = { name: { of: ['accountName', 'title'], most: 20 } }
  type Row = readonly [what: string, choices: ProjectChoices, deal: Fields, values: object]
  const rows: readonly Row[] = [
    ['one field', { name: { of: ['title'] } }, { title: ' Roll-out ' }, good({ name: 'Roll-out' })],
    ['two fields', both, { accountName: 'Zylker', title: 'Phase 2' }, good({ name: 'Zylker - Phase 2' })],
    [
      'without the part that is empty',
      both,
      { accountName: null, title: 'Phase 2' },
      good({ name: 'Phase 2' }),
    ],
    ['none of its parts is filled', both, { accountName: '  ' }, good({})],
    [
      'a name too long is asked about, with the limit',
      both,
      { accountName: 'Zylker', title: 'x'.repeat(20) },
      { ok: false, detail: 'name: 29 characters, and the project tool takes at most 20' },
    ],
    [
      'a group by a table',
      { group: { by: 'type', table: { New: 'Roll-outs' } } },
      { type: 'New' },
      good({ group: 'Roll-outs' }),
    ],
    [
      'a group by a table that lacks the word',
      { group: { by: 'type', table: {}, otherwise: 'All' } },
      { type: 'New' },
      good({ group: 'All' }),
    ],
    [
      'a group called like the account',
      { group: { by: 'accountName' } },
      { accountName: 'Zylker' },
      good({ group: 'Zylker' }),
    ],
    [
      'a group where the account has no name',
      { group: { by: 'accountName' } },
      { accountName: '' },
      good({}),
    ],
    [
      'a description',
      { description: { of: 'notes', lens: textLens({ pm: 9 }) } },
      { notes: 'As agreed' },
      good({ description: 'As agreed' }),
    ],
    ['no description', { description: { of: 'notes', lens: textLens() } }, { notes: null }, good({})],
    [
      'a description too long',
      { description: { of: 'notes', lens: textLens({ pm: 3 }) } },
      { notes: 'As agreed' },
      { ok: false, detail: 'description: 9 characters, and the project tool takes at most 3' },
    ],
  ]
  test.each(rows)('%s', (_, choices, deal, values) => {
    expect(valuesOf(choices, deal)).toEqual(values)
  })
})

describe('what a person gave stands before what the mapping chooses', () => {
  const choices: ProjectChoices = {
    name: { of: ['title'], most: 3 },
    template: { otherwise: 'Standard' },
    dates: { start: 'won-date', days: 10 },
  }
  test('a name, and its limit is then not the mapping’s matter', () => {
    expect(valuesOf(choices, { title: 'much too long' }, '2026-02-27', { name: 'Own' })).toEqual(
      good({ template: 'Standard', start: '2026-02-27', end: '2026-03-09' }),
    )
  })

  test('a start, from which the length is counted', () => {
    expect(
      valuesOf(choices, { title: 'abc' }, '2026-02-27', { start: '2026-05-01', template: null }),
    ).toEqual(good({ name: 'abc', end: '2026-05-11' }))
  })
})
