import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { flagLens, numberLens } from '../../src/core/lenses/plain.ts'
import { tableLens } from '../../src/core/lenses/table.ts'
import { planLink, withWrites } from '../../src/core/plan.ts'
import { planCreate } from '../../src/core/plan-create.ts'
import type { FieldRule, PairPolicy } from '../../src/core/policy.ts'
import type { Fields, Value } from '../../src/core/value.ts'
import { fieldRule, rowWith, sees, smallMapping } from '../support/small-mapping.ts'

const stage = { ...fieldRule('stage', { lens: tableLens('stage', [['won', 'done']]) }), pm: 'status' }
const fields = [{ ...fieldRule('title'), pm: 'name' }, stage]

describe('the fields of a link', () => {
  const base = { crm: { title: 'a', stage: 'won' }, pm: { name: 'a', status: 'done' } }
  const plan = (crm: Fields, pm: Fields, policy: Partial<PairPolicy> = {}) =>
    planLink(smallMapping(fields, policy), { base, crm: sees(crm), pm: sees(pm) }, emptyWorld)

  test('rest where there is nothing to write', () => {
    const same = { is: 'same' }
    expect(plan(base.crm, base.pm)).toEqual({ is: 'rest', fields: { title: same, stage: same } })
  })

  test('edited on either side, both cross', () => {
    expect(plan({ ...base.crm, title: 'b' }, { ...base.pm, status: null })).toEqual({
      is: 'update',
      fields: {
        title: { is: 'copy', to: 'pm', value: 'b', why: 'changed' },
        stage: { is: 'copy', to: 'crm', value: null, why: 'changed' },
      },
    })
  })

  test('are asked about where nothing else is to be written', () => {
    const verdict = plan({ ...base.crm, stage: 'lost' }, base.pm)
    expect(verdict).toMatchObject({ is: 'rest', fields: { stage: { is: 'hold' } } })
  })

  test.each([
    ['the crm', { stage: 'won' }, { name: 'b', status: 'done' }],
    ['the project tool', { title: 'b', stage: 'won' }, { status: 'done' }],
    ['either side', { stage: 'won' }, { status: 'done' }],
  ])('that %s did not tell are left alone: they are not empty', (_, crm, pm) => {
    const verdict = plan(crm, pm, { atLink: 'crm' })
    expect(verdict).toEqual({ is: 'rest', fields: { title: { is: 'unseen' }, stage: { is: 'same' } } })
  })

  test('tie by the moments of their own rows', () => {
    const newest = smallMapping([fieldRule('title', { tie: 'newest' })])
    const was = { crm: { title: 'a' }, pm: { title: 'a' } }
    const crm = sees({ title: 'b' }, '2026-03-01T08:00:00Z')
    const pm = sees({ title: 'c' }, '2026-03-01T09:00:00Z')
    expect(planLink(newest, { base: was, crm, pm }, emptyWorld)).toMatchObject({
      fields: { title: { to: 'crm', value: 'c' } },
    })
  })
})

test('there is something to write where a field is copied, whatever the others come to', () => {
  expect(withWrites({}).is).toBe('rest')
  expect(withWrites({ a: { is: 'left' }, b: { is: 'same' } }).is).toBe('rest')
  expect(withWrites({ a: { is: 'same' }, b: { is: 'copy', to: 'pm', value: 1, why: 'tie' } }).is).toBe(
    'update',
  )
})

describe('a row to be made', () => {
  const made = (rules: readonly FieldRule[], row: Fields, on: 'crm' | 'pm' = 'pm') =>
    planCreate(smallMapping(rules), rowWith(row), on, 'asked', emptyWorld)

  test('has the names and the words of the other side', () => {
    const whole = { is: 'create', on: 'pm', fields: { name: 'a', status: 'done' }, why: 'asked' }
    expect(made(fields, { title: 'a', stage: 'won' })).toEqual(whole)
    const other = { is: 'create', on: 'crm', fields: { title: 'a', stage: 'won' }, why: 'asked' }
    expect(made(fields, { name: 'a', status: 'done' }, 'crm')).toEqual(other)
  })

  test('has no field that does not flow there', () => {
    const rules = [fieldRule('title'), fieldRule('note', { flow: 'to-crm' })]
    expect(made(rules, { title: 'a', note: 'n' })).toMatchObject({ fields: { title: 'a' } })
    expect(made(rules, { title: 'a', note: 'n' }, 'crm')).toMatchObject({ fields: { title: 'a', note: 'n' } })
  })

  const rules = [fieldRule('hours', { lens: numberLens }), fieldRule('urgent', { lens: flagLens })]
  const rows: readonly (readonly [what: string, row: Fields, values: Readonly<Record<string, Value>>])[] = [
    ['nothing that is empty', { hours: null, urgent: null }, {}],
    ['nothing that was not told', {}, {}],
    ['a zero, which is not empty', { hours: 0, urgent: true }, { hours: 0, urgent: true }],
  ]
  test.each(rows)('is given %s', (_, row, values) => {
    expect(made(rules, row)).toEqual({ is: 'create', on: 'pm', fields: values, why: 'asked' })
  })

  test('is held back by a value without counterpart, which is named by its own field', () => {
    const verdict = made(fields, { title: 'a', stage: 'lost' })
    expect(verdict).toMatchObject({ is: 'hold', code: 'hold/untranslatable' })
    expect(verdict).toHaveProperty('detail', expect.stringMatching(/^stage: "lost"/))
  })
})
