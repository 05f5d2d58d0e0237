import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { type Pair, planLink, type Sighting } from '../../src/core/plan.ts'
import type { WhenGone } from '../../src/core/policy.ts'
import type { Side } from '../../src/core/value.ts'
import { fieldRule, sees, smallMapping } from '../support/small-mapping.ts'

const fields = [fieldRule('title', { tie: 'crm' }), fieldRule('note', { flow: 'to-pm' })]
const past = { title: 'a', note: 'n' }
const base = { crm: past, pm: past }
const unchanged = sees(past)
const changed = sees({ ...past, title: 'b' })
const gone: Sighting = { seen: 'gone' }
const missing: Sighting = { seen: 'missing' }

function plan(
  crm: Sighting,
  pm: Sighting,
  choices: Partial<Record<Side, WhenGone>> = {},
  known: Pair['base'] = base,
) {
  const whenGone = { crm: 'unlink', pm: 'unlink', ...choices } as const
  return planLink(smallMapping(fields, { whenGone }), { base: known, crm, pm }, emptyWorld)
}

const unlink = (why: string) => ({ is: 'unlink', why: `gone-on-${why}` })
const restore = (on: Side, title: string) => ({ is: 'create', on, fields: { title }, why: 'restore' })
const outlives = (where: string, edited: string) => ({
  is: 'hold',
  code: 'hold/edited-and-deleted',
  detail: `Deleted ${where} while it was edited ${edited}.`,
})
const update = (value: string, to: Side) => ({ is: 'update', fields: { title: { is: 'copy', to, value } } })

describe('the table of deletions', () => {
  type Row = readonly [
    what: string,
    crm: Sighting,
    pm: Sighting,
    choices: Partial<Record<Side, WhenGone>>,
    object,
  ]
  const rows: readonly Row[] = [
    ['crm unchanged, pm unchanged', unchanged, unchanged, {}, { is: 'rest' }],
    ['crm unchanged, pm changed', unchanged, changed, {}, update('b', 'crm')],
    ['crm changed, pm unchanged', changed, unchanged, {}, update('b', 'pm')],
    ['crm changed, pm changed', changed, sees({ ...past, title: 'c' }), {}, update('b', 'pm')],
    ['crm unchanged, pm gone: unlink is the default', unchanged, gone, {}, unlink('pm')],
    ['crm unchanged, pm gone: delete', unchanged, gone, { pm: 'delete' }, { is: 'delete', on: 'crm' }],
    ['crm changed, pm gone: unlink', changed, gone, { pm: 'unlink' }, unlink('pm')],
    [
      'crm changed, pm gone: delete',
      changed,
      gone,
      { pm: 'delete' },
      outlives('in the project tool', 'in the CRM'),
    ],
    ['crm gone, pm unchanged: unlink is the default', gone, unchanged, {}, unlink('crm')],
    ['crm gone, pm unchanged: delete', gone, unchanged, { crm: 'delete' }, { is: 'delete', on: 'pm' }],
    ['crm gone, pm unchanged: restore', gone, unchanged, { crm: 'restore' }, restore('crm', 'a')],
    ['crm gone, pm changed: unlink', gone, changed, { crm: 'unlink' }, unlink('crm')],
    ['crm gone, pm changed: restore', gone, changed, { crm: 'restore' }, restore('crm', 'b')],
    [
      'crm gone, pm changed: delete',
      gone,
      changed,
      { crm: 'delete' },
      outlives('in the CRM', 'in the project tool'),
    ],
    ['crm gone, pm gone', gone, gone, { crm: 'restore', pm: 'delete' }, unlink('both')],
    ['the choice is that of the side where it is gone', gone, unchanged, { pm: 'delete' }, unlink('crm')],
  ]
  test.each(rows)('%s', (_, crm, pm, choices, verdict) => {
    expect(plan(crm, pm, choices)).toMatchObject(verdict)
  })

  test.each([
    ['unchanged', unchanged, 'a'],
    ['changed', changed, 'b'],
  ] as const)('crm %s, pm gone: restore', (_, crm, title) => {
    const made = { is: 'create', on: 'pm', fields: { title, note: 'n' }, why: 'restore' }
    expect(plan(crm, gone, { pm: 'restore' })).toEqual(made)
  })
})

describe('a row that one reading missed', () => {
  test.each([
    ['on the crm', missing, unchanged],
    ['on the pm side', changed, missing],
    ['on both', missing, missing],
    ['while the other is gone', missing, gone],
    ['while the other one is said to be gone', gone, missing],
  ] as const)('%s is looked for again, whatever the mapping chose', (_, crm, pm) => {
    expect(plan(crm, pm, { crm: 'delete', pm: 'delete' })).toEqual({ is: 'look-again' })
  })
})

describe('an edit outlives a deletion', () => {
  const choices = { crm: 'delete', pm: 'delete' } as const
  const asked = { is: 'hold', code: 'hold/edited-and-deleted' }

  test('also an edit where a one-way field only arrives', () => {
    expect(plan(gone, sees({ ...past, note: 'my own words' }), choices)).toMatchObject(asked)
  })

  test('a field that never agreed counts as edited', () => {
    expect(plan(unchanged, gone, choices, { crm: { title: 'a' }, pm: { title: 'a' } })).toMatchObject(asked)
  })

  test('a field that the row did not tell may have been edited', () => {
    const emptied = { title: null, note: 'n' }
    expect(plan(sees({ note: 'n' }), gone, choices, { crm: emptied, pm: emptied })).toMatchObject(asked)
  })

  test('a field that the row never told may have been edited, too', () => {
    expect(plan(sees({ note: 'n' }), gone, choices, { crm: { note: 'n' }, pm: {} })).toMatchObject(asked)
  })
})
