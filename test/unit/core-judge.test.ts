import { describe, expect, test } from 'vitest'
import { judge, judgeCreate, surroundingsFor } from '../../src/core/judge.ts'
import { dateLens } from '../../src/core/lenses/plain.ts'
import type { FieldPlan, FieldPlans } from '../../src/core/plan.ts'
import type { Fields, Side, Value } from '../../src/core/value.ts'
import { fieldRule, smallMapping } from '../support/small-mapping.ts'

const due = { ...fieldRule('due', { lens: dateLens }), pm: 'dueDate' }
const policy = smallMapping([fieldRule('title'), due], { rules: ['strict-schedule'] })
const march = { name: 'Launch', strict: true, start: '2026-03-01', end: '2026-03-31' }
const around = (fields: Fields) => ({ project: { id: 'p1', fields } })
const copy = (to: Side, value: Value): FieldPlan => ({ is: 'copy', to, value, why: 'changed' })

describe('strict-schedule', () => {
  type Row = readonly [what: string, project: Fields, due: Value, allowed: boolean]
  const rows: readonly Row[] = [
    ['within the project', march, '2026-03-15', true],
    ['on its first day', march, '2026-03-01', true],
    ['on its last day', march, '2026-03-31', true],
    ['a day before it', march, '2026-02-28', false],
    ['a day after it', march, '2026-04-01', false],
    ['far away, and the project is not strict', { ...march, strict: false }, '2027-01-01', true],
    [
      'far away, and the project does not say whether it is strict',
      { name: 'Launch', end: '2026-03-31' },
      '2027-01-01',
      true,
    ],
    ['before an open start', { ...march, start: null }, '1999-01-01', true],
    ['after an open end', { ...march, end: null }, '2099-01-01', true],
    ['too early, with an open end', { ...march, end: null }, '2026-02-28', false],
    ['too late, with an open start', { ...march, start: null }, '2026-04-01', false],
    ['anywhere, with both ends open', { ...march, start: null, end: null }, '1999-01-01', true],
    ['too late, with a start that is an empty text', { ...march, start: '' }, '2026-04-01', false],
    ['on the last day, told as a moment', { ...march, end: '2026-03-31T12:00:00Z' }, '2026-03-31', true],
    ['none at all', march, null, true],
  ]
  test.each(rows)('%s', (_, project, value, allowed) => {
    const plan = judge(policy, { due: copy('pm', value) }, around(project)).due
    expect(plan?.is).toBe(allowed ? 'copy' : 'refuse')
  })

  test.each([
    ['early', '2026-02-28', 'before the start', '2026-03-01', '2026-03-31', 'from 2026-03-01 to 2026-03-31'],
    ['late', '2026-04-01', 'after the end', '2026-03-01', '2026-03-31', 'from 2026-03-01 to 2026-03-31'],
    ['early, open end', '2026-02-28', 'before the start', '2026-03-01', null, 'from 2026-03-01 on'],
    ['late, open start', '2026-04-01', 'after the end', null, '2026-03-31', 'up to 2026-03-31'],
  ])('%s: says why, what would pass, and what it waits for', (_, value, place, start, end, window) => {
    const plan = judge(policy, { due: copy('pm', value) }, around({ ...march, start, end })).due
    const why = `${value} is ${place} of the project "Launch", and the project keeps to its schedule.`
    const passes = `A due date ${window}, or a change of the project's schedule.`
    const refusal = {
      code: 'refused/outside-schedule',
      why,
      passes,
      waits: [{ entity: 'project', id: 'p1' }],
    }
    expect(plan).toEqual({ is: 'refuse', to: 'pm', value, refusal })
  })
})

describe('the judgement', () => {
  const late = copy('pm', '2026-04-01')

  test('lets the other fields of the same edit through', () => {
    const plans: FieldPlans = { title: copy('pm', 'b'), due: late }
    const judged = judge(policy, plans, around(march))
    expect(judged.title).toEqual(plans.title)
    expect(judged.due?.is).toBe('refuse')
  })

  test('does not touch what goes to the crm', () => {
    const plans: FieldPlans = { due: copy('crm', '2026-04-01') }
    expect(judge(policy, plans, around(march))).toEqual(plans)
    expect(surroundingsFor(policy, plans)).toEqual([])
  })

  const untouched: readonly FieldPlan[] = [
    { is: 'same' },
    { is: 'left' },
    { is: 'unseen' },
    { is: 'hold', code: 'hold/both-changed', detail: '' },
  ]
  test.each(untouched)('does not touch what is no copy: $is', plan => {
    expect(judge(policy, { due: plan }, around(march))).toEqual({ due: plan })
  })

  test('refuses nothing where the mapping asks for no rule', () => {
    expect(judge(smallMapping([due]), { due: late }, around(march))).toEqual({ due: late })
  })

  test('refuses nothing where there is no project', () => {
    expect(judge(policy, { due: late }, {})).toEqual({ due: late })
  })

  const unread = { unread: [{ as: 'project', entity: 'project', id: 'p1' }] } as const

  test('allows no date while the project cannot be read: it waits for that, and says so', () => {
    expect(judge(policy, { due: late, title: copy('pm', 'b') }, unread)).toMatchObject({
      due: {
        is: 'hold',
        code: 'hold/unreadable',
        detail:
          'Whether its project allows it cannot be told: the project p1 cannot be read in the project tool.',
        waits: [{ entity: 'project', id: 'p1' }],
      },
      title: { is: 'copy' },
    })
    expect(Object.keys(judgeCreate(policy, { title: 'a', dueDate: '2026-04-01' }, unread))).toEqual([
      'dueDate',
    ])
  })

  test('takes a date off whether or not the project can be read', () => {
    expect(judge(policy, { due: copy('pm', null) }, unread).due?.is).toBe('copy')
  })

  test('asks for the project once, and only for a value on its way that a rule watches', () => {
    const twice = smallMapping([due], { rules: ['strict-schedule', 'strict-schedule'] })
    expect(surroundingsFor(twice, { due: late })).toEqual(['project'])
    expect(surroundingsFor(policy, { title: copy('pm', 'b'), due: { is: 'same' } })).toEqual([])
  })

  test('holds over a row about to be made, by its pm names', () => {
    expect(judgeCreate(policy, { title: 'a', dueDate: '2026-04-01' }, around(march))).toMatchObject({
      dueDate: { code: 'refused/outside-schedule' },
    })
    expect(judgeCreate(policy, { title: 'a', dueDate: '2026-03-15' }, around(march))).toEqual({})
    expect(judgeCreate(policy, { title: 'a' }, around(march))).toEqual({})
  })
})
