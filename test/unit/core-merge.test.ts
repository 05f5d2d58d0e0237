import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { tableLens } from '../../src/core/lenses/table.ts'
import { type FieldAt, type FieldVerdict, mergeField } from '../../src/core/merge.ts'
import type { FieldRule, Tie } from '../../src/core/policy.ts'
import type { Value } from '../../src/core/value.ts'
import { fieldRule } from '../support/small-mapping.ts'

type Moments = readonly [crm: string | null, pm: string | null]
type Past = readonly [was: Value | undefined, now: Value]

function merged(rule: Partial<FieldRule>, crm: Past, pm: Past, at: Moments = [null, null]): FieldVerdict {
  const field: FieldAt = {
    crm: { base: crm[0], now: crm[1], changedAt: at[0] },
    pm: { base: pm[0], now: pm[1], changedAt: at[1] },
  }
  return mergeField(fieldRule('title', rule), field, 'crm', emptyWorld)
}

const copy = (to: 'crm' | 'pm', value: Value, why: string, lost?: Value) => ({
  is: 'copy',
  to,
  value,
  why,
  ...(lost === undefined ? {} : { lost }),
})

const same = { is: 'same' }
const left = { is: 'left' }

type Row = readonly [what: string, crm: Past, pm: Past, verdict: object]

describe('a field that goes both ways', () => {
  const rows: readonly Row[] = [
    ['unchanged, and equal', ['a', 'a'], ['a', 'a'], same],
    ['unchanged, and rewritten by a vendor when they last agreed', ['a', 'a'], ['A', 'A'], same],
    ['changed in the crm', ['a', 'b'], ['a', 'a'], copy('pm', 'b', 'changed')],
    ['changed in the project tool', ['a', 'a'], ['a', 'b'], copy('crm', 'b', 'changed')],
    [
      'changed in the crm, where the other side had rewritten it',
      ['a', 'b'],
      ['A', 'A'],
      copy('pm', 'b', 'changed'),
    ],
    ['changed on both sides to the same', ['a', 'b'], ['a', 'b'], same],
    ['changed on both sides to the same in other blanks', ['a', 'b'], ['a', ' b '], same],
    ['emptied in the crm', ['a', null], ['a', 'a'], copy('pm', null, 'changed')],
    ['emptied on both sides', ['a', null], ['a', ''], same],
    ['typed where both were empty', [null, 'b'], [null, null], copy('pm', 'b', 'changed')],
  ]
  test.each(rows)('%s', (_, crm, pm, verdict) => {
    expect(merged({}, crm, pm)).toEqual(verdict)
  })
})

describe('a tie', () => {
  const [early, late] = ['2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z']
  const held = {
    is: 'hold',
    code: 'hold/both-changed',
    detail: 'Both sides were changed since they last agreed.',
  }
  const rows: readonly (readonly [what: string, tie: Tie, at: Moments, verdict: object])[] = [
    ['is held', 'hold', [early, late], held],
    ['goes to the crm, and names what is lost', 'crm', [early, late], copy('pm', 'b', 'tie', 'c')],
    ['goes to the project tool, and names what is lost', 'pm', [late, early], copy('crm', 'c', 'tie', 'b')],
    ['goes to the newest: the crm', 'newest', [late, early], copy('pm', 'b', 'tie', 'c')],
    ['goes to the newest: the project tool', 'newest', [early, late], copy('crm', 'c', 'tie', 'b')],
    ['is held where both are as new', 'newest', [late, late], held],
    [
      'is held where both are as new, in other words',
      'newest',
      [late, '2026-03-01T11:00:00.000+02:00'],
      held,
    ],
    ['is held where the crm does not tell when', 'newest', [null, late], held],
    ['is held where the project tool does not tell when', 'newest', [late, null], held],
    ['is held where nobody tells when', 'newest', [null, null], held],
    ['is held where a moment cannot be read', 'newest', ['yesterday', early], held],
  ]
  test.each(rows)('%s', (_, tie, at, verdict) => {
    expect(merged({ tie }, ['a', 'b'], ['a', 'c'], at)).toEqual(verdict)
  })

  test('loses nothing where the other side was emptied', () => {
    expect(merged({ tie: 'crm' }, ['a', 'b'], ['a', null])).toEqual(copy('pm', 'b', 'tie'))
  })

  test('may be won by emptiness that somebody typed', () => {
    expect(merged({ tie: 'crm' }, ['a', null], ['a', 'c'])).toEqual(copy('pm', null, 'tie', 'c'))
  })

  test('whose winner has no counterpart is held', () => {
    const lens = tableLens('stage', [['won', 'done']])
    const verdict = merged({ tie: 'crm', lens }, ['won', 'lost'], ['done', 'parked'])
    expect(verdict).toMatchObject({ is: 'hold', code: 'carry/no-counterpart' })
  })
})

describe('a field that only goes to the project tool', () => {
  const rows: readonly Row[] = [
    ['unchanged', ['a', 'a'], ['a', 'a'], same],
    ['unchanged, and rewritten', ['a', 'a'], ['A', 'A'], same],
    ['changed in the crm', ['a', 'b'], ['a', 'a'], copy('pm', 'b', 'one-way')],
    ['changed in the project tool: it stays, and never flows back', ['a', 'a'], ['a', 'c'], left],
    [
      'changed on both sides: what was typed there is named',
      ['a', 'b'],
      ['a', 'c'],
      copy('pm', 'b', 'one-way', 'c'),
    ],
    ['changed on both sides to the same', ['a', 'b'], ['a', 'b'], same],
    ['emptied in the project tool, changed in the crm', ['a', 'b'], ['a', null], copy('pm', 'b', 'one-way')],
    ['emptied in the crm', ['a', null], ['a', 'a'], copy('pm', null, 'one-way')],
    ['met first: the crm has it', [undefined, 'a'], [undefined, 'b'], copy('pm', 'a', 'one-way', 'b')],
    ['met first, and empty in the crm', [undefined, null], [undefined, 'b'], left],
  ]
  test.each(rows)('%s', (_, crm, pm, verdict) => {
    expect(merged({ flow: 'to-pm' }, crm, pm)).toEqual(verdict)
    const other = JSON.parse(JSON.stringify(verdict).replace('"to":"pm"', '"to":"crm"'))
    expect(merged({ flow: 'to-crm' }, pm, crm)).toEqual(other)
  })

  test('follows the crm, whatever a tie would say', () => {
    expect(merged({ flow: 'to-pm', tie: 'pm' }, ['a', 'b'], ['a', 'c'])).toMatchObject({
      to: 'pm',
      value: 'b',
    })
  })
})

describe('a value without counterpart', () => {
  const lens = tableLens('stage', [['won', 'done']])
  const rows: readonly (readonly [what: string, flow: FieldRule['flow'], crm: Past, pm: Past])[] = [
    ['in the crm is held', 'both', ['won', 'lost'], ['done', 'done']],
    ['in the project tool is held', 'both', ['won', 'won'], ['done', 'parked']],
    ['on its only way is held', 'to-pm', ['won', 'lost'], ['done', 'done']],
    ['at the first meeting is held', 'both', [undefined, 'lost'], [undefined, 'done']],
    ['that meets an empty field is held', 'both', [undefined, 'lost'], [undefined, null]],
  ]
  test.each(rows)('%s', (_, flow, crm, pm) => {
    expect(merged({ flow, lens }, crm, pm)).toMatchObject({ is: 'hold', code: 'carry/no-counterpart' })
  })
})
