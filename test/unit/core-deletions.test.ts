import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { type Newcomer, planNewcomer } from '../../src/core/newcomer.ts'
import { type Pair, planLink, type Sighting } from '../../src/core/plan.ts'
import type { WhenGone } from '../../src/core/policy.ts'
import type { OnceLinked } from '../../src/core/restored.ts'
import type { Side } from '../../src/core/value.ts'
import { fieldRule, sees, smallMapping } from '../support/small-mapping.ts'

const fields = [fieldRule('title', { tie: 'crm' }), fieldRule('note', { flow: 'to-pm' })]
const past = { title: 'a', note: 'n' }
const base = { crm: past, pm: past }
const unchanged = sees(past)
const changed = sees({ ...past, title: 'b' })
const gone: Sighting = { seen: 'gone' }
const missing: Sighting = { seen: 'missing' }
const hidden: Sighting = { seen: 'out-of-sight' }

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

describe('a row that is out of sight with the row it belongs to', () => {
  test.each([
    ['on the crm', hidden, unchanged, 'in the CRM'],
    ['on the pm side', changed, hidden, 'in the project tool'],
    ['while the other is gone', gone, hidden, 'in the project tool'],
    ['on both', hidden, hidden, 'in the CRM'],
  ] as const)('%s was not deleted, whatever the mapping chose', (_, crm, pm, place) => {
    const verdict = plan(crm, pm, { crm: 'delete', pm: 'delete' })
    expect(verdict).toMatchObject({ is: 'hold', code: 'hold/out-of-sight' })
    expect(verdict).toMatchObject({ detail: expect.stringContaining(place) })
  })

  test('is let go when a person says so', () => {
    const decisions = { '': { choice: { is: 'unlink' }, about: {} } } as const
    const pair = { base, crm: unchanged, pm: hidden, decisions }
    expect(planLink(smallMapping(fields), pair, emptyWorld)).toEqual(unlink('pm'))
  })
})

/** The column and the line of what was never linked; absent rows of either are forgotten (`engine/newcomer-memos`). */
describe('a row without a link', () => {
  const creates = smallMapping(fields, { create: ['crm', 'pm'] })
  const row = { id: '7', fields: past, changedAt: null }
  const rest = { row, match: { is: 'none' }, anchor: { is: 'not-needed' }, wish: null } as const
  const asked = { why: 'asked', on: '2026-03-01' } as const
  const won = { why: 'won', on: '2026-03-01' } as const
  const once = (gone: OnceLinked['gone'], other: OnceLinked['other'], id = '9'): OnceLinked => ({
    with: id,
    gone,
    made: null,
    other,
  })
  type Row = readonly [string, Partial<Newcomer>, object]
  const cases: readonly Row[] = [
    ['is a newcomer: created where the mapping allows', {}, { is: 'create', on: 'pm', why: 'automatic' }],
    ['is a newcomer: matched', { match: { is: 'link', with: '8' } }, { is: 'link', with: '8' }],
    ['that is restored is linked again', { once: [once('crm', 'there')] }, { is: 'relink', with: '9' }],
    [
      'whose counterpart is restored is linked again',
      { once: [once('pm', 'there')] },
      { is: 'relink', with: '9' },
    ],
    [
      'is linked again after both were restored',
      { once: [once('both', 'there')] },
      { is: 'relink', with: '9' },
    ],
    [
      'is linked again rather than made anew for whoever asks',
      { once: [once('pm', 'there')], wish: asked },
      { is: 'relink' },
    ],
    [
      'is linked again rather than matched',
      { once: [once('crm', 'there')], match: { is: 'link', with: '8' } },
      { is: 'relink' },
    ],
    [
      'takes the newest of two that are there again',
      { once: [once('pm', 'there', '3'), once('pm', 'there', '2')] },
      { with: '3' },
    ],
    [
      'that is restored beside the one made in its place is a question',
      { once: [once('crm', 'linked')] },
      { is: 'hold', code: 'hold/made-anew' },
    ],
    [
      'that is restored and whose counterpart is gone is a newcomer',
      { once: [once('crm', 'absent')] },
      { is: 'create' },
    ],
    [
      'that was let go is not given another counterpart by itself',
      { once: [once('pm', 'absent')] },
      { is: 'rest' },
    ],
    [
      'that was let go is not given one by being won again',
      { once: [once('pm', 'absent')], wish: won },
      { is: 'rest' },
    ],
    [
      'that was let go is given one when somebody asks',
      { once: [once('pm', 'absent')], wish: asked },
      { is: 'create', why: 'asked' },
    ],
    [
      'that is restored after both were gone, beside the one made in its place, is a question',
      { once: [once('both', 'linked')] },
      { is: 'hold', code: 'hold/made-anew' },
    ],
    [
      'whose old counterpart is linked elsewhere is a question',
      { once: [once('pm', 'linked')] },
      { is: 'hold', code: 'hold/made-anew' },
    ],
    [
      'whose old counterpart is linked elsewhere is given one when somebody asks',
      { once: [once('pm', 'linked')], wish: asked },
      { is: 'create', why: 'asked' },
    ],
  ]
  test.each(cases)('%s', (_, more, verdict) => {
    expect(planNewcomer(creates, { side: 'crm', ...rest, ...more }, emptyWorld)).toMatchObject(verdict)
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
