import { describe, expect, test } from 'vitest'
import { planLink, type Sighting } from '../../src/core/plan.ts'
import type { Fields } from '../../src/core/value.ts'
import { shippedPair } from '../support/shipped-mapping.ts'

const whole = shippedPair('tasks')
const fields = whole.fields.filter(rule => ['description', 'owner'].includes(rule.crm))
const tasks = { ...whole, fields }
const person = [
  ['bo', 'p-bo'],
  ['cy', 'p-cy'],
  ['dee', 'p-dee'],
] as const
const world = { pairs: { person } }

const seen = (fields: Fields): Sighting => ({ seen: 'row', row: { id: '1', fields, changedAt: null } })

function planFor(base: { crm: Fields; pm: Fields }, crm: Fields, pm: Fields) {
  const verdict = planLink(tasks, { base, crm: seen(crm), pm: seen(pm) }, world)
  return 'fields' in verdict ? verdict.fields : {}
}

describe('a value in another form', () => {
  const base = {
    crm: { description: '- one', owner: 'bo' },
    pm: { description: '<ul><li>one</li></ul>', owner: ['p-bo', 'p-dee'] },
  }
  const rewritten = { description: '<div><ul><li><p>one</p></li></ul></div>', owner: ['p-dee', 'p-bo'] }

  test('is no news', () => {
    expect(planFor(base, base.crm, rewritten)).toEqual({ description: { is: 'same' }, owner: { is: 'same' } })
  })

  test('makes no tie with an edit on the other side', () => {
    expect(planFor(base, { description: '- two', owner: 'cy' }, rewritten)).toEqual({
      description: { is: 'copy', to: 'pm', value: '<ul><li>two</li></ul>', why: 'changed' },
      owner: { is: 'copy', to: 'pm', value: ['p-dee', 'p-cy'], why: 'changed' },
    })
  })

  test('does not make a row look edited when the other one is deleted', () => {
    const policy = { ...tasks, whenGone: { crm: 'delete', pm: 'delete' } } as const
    const gone = { base, crm: { seen: 'gone' }, pm: seen(rewritten) } as const
    expect(planLink(policy, gone, world)).toEqual({ is: 'delete', on: 'pm' })
  })
})
