import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { tableLens } from '../../src/core/lenses/table.ts'
import { conditionCameTrue, type Newcomer, planNewcomer } from '../../src/core/newcomer.ts'
import type { PairPolicy } from '../../src/core/policy.ts'
import type { Fields } from '../../src/core/value.ts'
import { fieldRule, rowWith, smallMapping } from '../support/small-mapping.ts'

describe('being won is an event', () => {
  const policy = smallMapping([fieldRule('title')], { when: { won: true } })
  const [won, open] = [{ won: true }, { won: false }]
  type Row = readonly [what: string, before: Fields | null, now: Fields, allKnown: boolean, came: boolean]
  const rows: readonly Row[] = [
    ['seen open, then won', open, won, true, true],
    ['seen open, then won, while older rows are not all known', open, won, false, true],
    ['seen won, still won: it is only a state', won, won, true, false],
    ['never seen, won, and everything older is known: it is new', null, won, true, true],
    ['never seen, won, and the first pull is under way: it may be old', null, won, false, false],
    ['never seen, open', null, open, true, false],
    ['seen won, then reopened', won, open, true, false],
    ['reopened and won again', open, won, true, true],
    ['won, and what was seen before did not tell', {}, won, true, false],
    ['not told now', open, {}, true, false],
  ]
  test.each(rows)('%s', (_, before, now, allKnown, came) => {
    expect(conditionCameTrue(policy, before, now, allKnown)).toBe(came)
  })

  test('comes true with its last part', () => {
    const both = smallMapping([], { when: { won: true, type: 'new' } })
    const now = { won: true, type: 'new' }
    expect(conditionCameTrue(both, { won: true, type: 'old' }, now, true)).toBe(true)
    expect(conditionCameTrue(both, { won: true, type: 'old' }, { won: true, type: 'old' }, true)).toBe(false)
    expect(conditionCameTrue(both, { won: true }, now, true)).toBe(false)
  })

  test('never comes true where the mapping names no condition', () => {
    expect(conditionCameTrue(smallMapping([]), open, won, true)).toBe(false)
  })
})

const fields = [
  fieldRule('title'),
  { ...fieldRule('stage', { lens: tableLens('stage', [['won', 'done']]) }), pm: 'status' },
  fieldRule('progress', { flow: 'to-crm' }),
]

function plan(policy: Partial<PairPolicy>, newcomer: Partial<Newcomer> = {}) {
  const whole: Newcomer = {
    side: 'crm',
    row: rowWith({ title: 'Launch', stage: 'won', progress: '50' }),
    match: { is: 'none' },
    anchor: { is: 'not-needed' },
    wish: null,
    ...newcomer,
  }
  return planNewcomer(smallMapping(fields, policy), whole, emptyWorld)
}

const made = { title: 'Launch', status: 'done' }
const asked = { wish: { why: 'asked', on: '2026-03-01' } } as const

describe('a row without a counterpart', () => {
  type Row = readonly [
    what: string,
    policy: Partial<PairPolicy>,
    newcomer: Partial<Newcomer>,
    verdict: object,
  ]
  const rows: readonly Row[] = [
    ['rests where nothing is created', {}, {}, { is: 'rest' }],
    ['rests where rows are created on its own side only', { create: ['crm'] }, {}, { is: 'rest' }],
    [
      'is created where the mapping allows',
      { create: ['pm'] },
      {},
      { is: 'create', on: 'pm', fields: made, why: 'automatic' },
    ],
    ['is created where somebody asked', {}, asked, { is: 'create', on: 'pm', fields: made, why: 'asked' }],
    [
      'is not created by itself where a condition has to come true',
      { create: ['pm'], when: { won: true } },
      {},
      { is: 'rest' },
    ],
    [
      'is not created by itself where it has to be needed',
      { create: ['pm'], createWhen: 'needed' },
      {},
      { is: 'rest' },
    ],
    [
      'is created where it is needed',
      { createWhen: 'needed' },
      { wish: { why: 'needed', on: '2026-03-01' } },
      { is: 'create', why: 'needed' },
    ],
    [
      'is linked to its match, whatever else is asked',
      { create: ['pm'] },
      { ...asked, match: { is: 'link', with: '9' } },
      { is: 'link', with: '9' },
    ],
    [
      'that could be several is asked about',
      { create: ['pm'] },
      { match: { is: 'ambiguous', candidates: ['8', '9'] } },
      { is: 'hold', code: 'hold/ambiguous', detail: 'Could be any of 2 rows.' },
    ],
    [
      'with a value that has no counterpart is asked about',
      { create: ['pm'] },
      { row: rowWith({ title: 'Launch', stage: 'lost' }) },
      { is: 'hold', code: 'hold/untranslatable' },
    ],
    [
      'that does not take part rests, whoever asks',
      { only: { crm: { title: { is: 'Other' } }, pm: {} } },
      asked,
      { is: 'rest' },
    ],
  ]
  test.each(rows)('%s', (_, policy, newcomer, verdict) => {
    expect(plan(policy, newcomer)).toMatchObject(verdict)
  })

  test('on the pm side becomes a row of the crm, with what flows there', () => {
    const row = rowWith({ title: 'Launch', status: 'done', progress: '50' })
    const verdict = plan({ create: ['crm'] }, { side: 'pm', row })
    const values = { title: 'Launch', stage: 'won', progress: '50' }
    expect(verdict).toEqual({ is: 'create', on: 'crm', fields: values, why: 'automatic' })
  })

  test('is made without what is empty', () => {
    const verdict = plan({ create: ['pm'] }, { row: rowWith({ title: 'Launch', stage: null }) })
    expect(verdict).toEqual({ is: 'create', on: 'pm', fields: { title: 'Launch' }, why: 'automatic' })
  })
})

describe('a row that belongs to another', () => {
  const anchor = { pair: 'deals', crm: 'deal', pm: 'project' } as const
  const policy = { anchor, needsAnchor: true, create: ['pm'] } as const

  test('starts under the counterpart of the one it belongs to', () => {
    const verdict = plan(policy, { anchor: { is: 'linked', id: 'p1' } })
    expect(verdict).toMatchObject({ is: 'create', fields: { ...made, project: 'p1' } })
  })

  test('waits for the one it belongs to', () => {
    const verdict = plan(policy, { anchor: { is: 'unlinked', id: 'd1' } })
    expect(verdict).toMatchObject({ is: 'wait', for: 'd1' })
  })

  test('rests where it names none and nobody asks', () => {
    expect(plan(policy, { anchor: { is: 'unnamed' } })).toEqual({ is: 'rest' })
  })

  test('is asked about where it names none and somebody wants it', () => {
    const verdict = plan(policy, { ...asked, anchor: { is: 'unnamed' } })
    expect(verdict).toMatchObject({ is: 'hold', code: 'hold/no-anchor' })
  })
})

describe('a new project', () => {
  const project = { template: { otherwise: 'Standard', table: {} }, dates: { start: 'won-date', days: 30 } }
  const first = { template: 'Standard', start: '2026-03-01', end: '2026-03-31' }
  const won = { wish: { why: 'won', on: '2026-03-01' } } as const

  test('starts with its template and its dates', () => {
    expect(plan({ project }, won)).toMatchObject({ is: 'create', fields: { ...first, ...made }, why: 'won' })
  })

  test('is given the mapped value where a field is both', () => {
    const rules = [{ ...fieldRule('title'), pm: 'template' }]
    const verdict = planNewcomer(
      smallMapping(rules, { project }),
      {
        side: 'crm',
        row: rowWith({ title: 'Own' }),
        match: { is: 'none' },
        anchor: { is: 'not-needed' },
        ...won,
      },
      emptyWorld,
    )
    expect(verdict).toMatchObject({ fields: { template: 'Own' } })
  })

  test('is given what a person gave, before anything else', () => {
    const given = { template: 'Big', title: 'Own words', start: null }
    const asked = { wish: { why: 'asked', on: '2026-03-01', given } } as const
    const verdict = plan({ project }, asked)
    expect(verdict).toMatchObject({ is: 'create', fields: { ...made, title: 'Own words', template: 'Big' } })
    expect(verdict.is === 'create' && 'start' in verdict.fields).toBe(false)
  })

  test('is not held for a word of the deal where a person gave another', () => {
    const row = rowWith({ title: 'Launch', stage: 'lost' })
    const asked = { wish: { why: 'asked', on: '2026-03-01', given: { status: 'done' } } } as const
    expect(plan({}, { ...asked, row })).toMatchObject({ is: 'create', fields: { status: 'done' } })
  })

  test('is asked about where its name would be too long', () => {
    const named = { ...project, name: { of: ['title'], most: 3 } }
    const detail = 'name: 6 characters, and the project tool takes at most 3'
    expect(plan({ project: named }, won)).toEqual({ is: 'hold', code: 'hold/untranslatable', detail })
  })

  test('is the only row that is given them', () => {
    expect(plan({ project, create: ['pm'] })).toMatchObject({ fields: made })
    const row = rowWith({ title: 'Launch', status: 'done' })
    expect(plan({ project }, { ...won, side: 'pm', row })).toEqual({
      is: 'create',
      on: 'crm',
      fields: { title: 'Launch', stage: 'won' },
      why: 'won',
    })
  })
})
