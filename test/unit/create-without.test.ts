import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { planLink } from '../../src/core/plan.ts'
import { planCreate } from '../../src/core/plan-create.ts'
import type { Fields } from '../../src/core/value.ts'
import { shippedPair } from '../support/shipped-mapping.ts'

const row = (fields: Fields) => ({ id: '1', fields, changedAt: null })

describe('a value that the other side has no word for', () => {
  test('keeps no project from being made: it starts without', () => {
    const deal = row({ title: 'Roll-out', owner: 'bo' })
    expect(planCreate(shippedPair('deals'), deal, 'pm', 'won', emptyWorld)).toEqual({
      is: 'create',
      on: 'pm',
      fields: { name: 'Roll-out' },
      why: 'won',
    })
  })

  test('is then held at the first comparison, so that nothing is dropped unseen', () => {
    const rows = {
      crm: { seen: 'row', row: row({ title: 'Roll-out', owner: 'bo' }) },
      pm: { seen: 'row', row: row({ name: 'Roll-out', owner: 'p-ada' }) },
    } as const
    const verdict = planLink(shippedPair('deals'), { ...rows, base: { crm: {}, pm: {} } }, emptyWorld)
    expect(verdict).toMatchObject({
      is: 'rest',
      fields: { owner: { is: 'hold', code: 'carry/no-counterpart' } },
    })
  })

  test('holds the row back where no row is made without the field', () => {
    const task = row({ title: 'x'.repeat(20_000) })
    expect(planCreate(shippedPair('tasks'), task, 'pm', 'asked', emptyWorld)).toMatchObject({
      is: 'hold',
      code: 'hold/untranslatable',
    })
  })
})

test('a task of the CRM becomes a task of the project tool, field by field', () => {
  const task = row({
    title: 'Configure',
    description: 'Ask **Cy**:\n- one\n- two',
    dueDate: '2026-12-01',
    priority: 'Highest',
    status: 'Waiting for input',
    owner: 'cy',
  })
  const world = { pairs: { person: [['cy', 'p-cy']] } } as const
  expect(planCreate(shippedPair('tasks'), task, 'pm', 'asked', world)).toMatchObject({
    fields: {
      title: 'Configure',
      description: '<p>Ask <strong>Cy</strong>:</p><ul><li>one</li><li>two</li></ul>',
      dueDate: '2026-12-01',
      priority: 'high',
      status: 'On Hold',
      owner: ['p-cy'],
    },
  })
})
