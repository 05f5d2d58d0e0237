import { describe, expect, test } from 'vitest'
import { judge, judgeCreate, surroundingsFor } from '../../src/core/judge.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { flagLens } from '../../src/core/lenses/plain.ts'
import { planLink, type Sighting } from '../../src/core/plan.ts'
import type { PairPolicy } from '../../src/core/policy.ts'
import type { Surroundings } from '../../src/core/rules.ts'
import type { Fields, Side } from '../../src/core/value.ts'
import { fieldPlans } from '../../src/engine/plan-links.ts'
import { shippedPair } from '../support/shipped-mapping.ts'

const tasks = shippedPair('tasks')
const seen = (fields: Fields): Sighting => ({ seen: 'row', row: { id: '1', fields, changedAt: null } })

const closedParent: Surroundings = { parent: { id: 'p/9', fields: { title: 'Roll-out', closed: true } } }
const openParent: Surroundings = { parent: { id: 'p/9', fields: { title: 'Roll-out', closed: false } } }

type Rows = Readonly<Record<Side, Fields>>

/** What an edit in the CRM comes to, where the two sides had agreed before. */
function planFor(before: Rows, edit: Fields, around: Surroundings, policy: PairPolicy = tasks) {
  const crm = seen({ ...before.crm, ...edit })
  const verdict = planLink(policy, { base: before, crm, pm: seen(before.pm) }, emptyWorld)
  const plans = fieldPlans(verdict) ?? {}
  return { asks: surroundingsFor(policy, plans), plans: judge(policy, plans, around) }
}

const done: Rows = {
  crm: { title: 'Configure', status: 'Completed', dueDate: null },
  pm: { title: 'Configure', status: 'Closed', closed: true, dueDate: null },
}
const open: Rows = {
  crm: { ...done.crm, status: 'In Progress' },
  pm: { ...done.pm, status: 'In Progress', closed: false },
}

describe('a subtask below a closed parent', () => {
  test('is not reopened: the person hears why, what passes, and the parent is waited for', () => {
    const { asks, plans } = planFor(done, { status: 'Not Started' }, closedParent)
    expect(asks).toEqual(['parent'])
    expect(plans.status).toEqual({
      is: 'refuse',
      to: 'pm',
      value: 'Open',
      refusal: {
        code: 'refused/parent-closed',
        why: 'Its parent task "Roll-out" is closed, and a subtask is not reopened under a closed parent.',
        passes: 'Reopen the parent task first; the subtask then follows by itself.',
        waits: [{ entity: 'task', id: 'p/9' }],
      },
    })
  })

  const passing: readonly (readonly [what: string, before: Rows, status: string, Surroundings, string])[] = [
    ['is reopened below an open parent', done, 'In Progress', openParent, 'In Progress'],
    ['is reopened where it has none', done, 'In Progress', {}, 'In Progress'],
    ['that is open may change its open status', open, 'Deferred', closedParent, 'On Hold'],
    ['is closed', open, 'Completed', closedParent, 'Closed'],
  ]
  test.each(passing)('%s', (_, before, status, around, becomes) => {
    expect(planFor(before, { status }, around).plans.status).toMatchObject({ is: 'copy', value: becomes })
  })

  test('keeps whichever closed word it has while the CRM says it is completed', () => {
    const cancelled = { ...done, pm: { ...done.pm, status: 'Cancelled' } }
    expect(planFor(cancelled, {}, closedParent).plans.status).toEqual({ is: 'same' })
  })

  test('counts as closed where its tool says so, whatever its word', () => {
    const archived = { crm: done.crm, pm: { ...done.pm, status: 'Archived' } }
    expect(planFor(archived, { status: 'In Progress' }, closedParent).plans.status).toMatchObject({
      is: 'refuse',
    })
    const { closed: _, ...untold } = done.pm
    const words = planFor({ crm: done.crm, pm: untold }, { status: 'In Progress' }, closedParent)
    expect(words.plans.status).toMatchObject({ is: 'refuse' })
  })

  test('keeps the other fields of the same edit; each rule judges its own', () => {
    const project = { id: 'p', fields: { name: 'P', strict: true, start: '2026-11-01', end: '2026-11-30' } }
    const edit = { status: 'In Progress', dueDate: '2026-12-24', title: 'Configure all' }
    const { asks, plans } = planFor(done, edit, { ...closedParent, project })
    expect([...asks].sort()).toEqual(['parent', 'project'])
    expect(plans).toMatchObject({
      title: { is: 'copy', value: 'Configure all' },
      status: { is: 'refuse', refusal: { code: 'refused/parent-closed' } },
      dueDate: { is: 'refuse', refusal: { code: 'refused/outside-schedule' } },
    })
  })

  test('is no matter on the way to the CRM', () => {
    const crm = seen(done.crm)
    const pm = seen({ ...done.pm, status: 'In Progress', closed: false })
    const verdict = planLink(tasks, { base: done, crm, pm }, emptyWorld)
    const plans = fieldPlans(verdict) ?? {}
    expect(surroundingsFor(tasks, plans)).toEqual([])
    expect(judge(tasks, plans, closedParent).status).toMatchObject({ is: 'copy', to: 'crm' })
  })

  test('is made as it is: a new row reopens nothing', () => {
    expect(judgeCreate(tasks, { title: 'a', status: 'Open' }, closedParent)).toEqual({})
  })
})

describe('where the tool has a flag and no words', () => {
  const flag = {
    crm: 'done',
    pm: 'closed',
    lens: flagLens,
    flow: 'both',
    tie: 'hold',
    closed: [true],
  } as const
  const policy: PairPolicy = { ...tasks, fields: [flag], rules: ['closed-parent'] }
  const rows: Rows = { crm: { done: true }, pm: { closed: true } }

  test('reopening is refused in the same way', () => {
    const { plans } = planFor(rows, { done: false }, closedParent, policy)
    expect(plans.done).toMatchObject({ is: 'refuse', value: false })
  })

  test('closing is not', () => {
    const { plans } = planFor(
      { crm: { done: false }, pm: { closed: false } },
      { done: true },
      closedParent,
      policy,
    )
    expect(plans.done).toMatchObject({ is: 'copy', value: true })
  })
})
