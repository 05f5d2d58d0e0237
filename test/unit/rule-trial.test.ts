import { describe, expect, test } from 'vitest'
import { dateLens } from '../../src/core/lenses/plain.ts'
import { type PastChange, replayed, triedBy } from '../../src/core/rule-trial.ts'
import type { Surroundings } from '../../src/core/rules.ts'
import { fieldRule, smallMapping } from '../support/small-mapping.ts'

const due = { ...fieldRule('due', { lens: dateLens }), pm: 'dueDate' }
const status = { ...fieldRule('status'), closed: ['Done', 'Dropped'] }
const rules = ['strict-schedule', 'closed-parent'] as const
const policy = smallMapping([fieldRule('title'), due, status], { rules: [...rules] })
const around: Surroundings = {
  project: { id: 'p1', fields: { name: 'Launch', strict: true, start: null, end: '2026-03-31' } },
  parent: { id: 't0', fields: { title: 'Phase one', closed: true } },
}
const change = (field: string, before: string | null, value: string | null): PastChange => ({
  field,
  before,
  value,
})

function tried(one: PastChange, seen = around) {
  const plans = replayed(policy, one)
  return plans ? triedBy(policy, plans, seen) : null
}

describe('a change of the past', () => {
  test.each([
    ['a date within the schedule', change('due', null, '2026-03-10'), 'passes'],
    ['a date after it', change('due', '2026-03-10', '2026-06-01'), 'refused'],
    ['a date that was taken away', change('due', '2026-06-01', null), 'passes'],
    ['a task that was opened again under a closed parent', change('status', 'Done', 'Open'), 'refused'],
    ['a status that opened nothing again', change('status', 'Open', 'In progress'), 'passes'],
    ['from one closed status to another', change('status', 'Done', 'Dropped'), 'passes'],
  ])('is judged as one of today would be: %s', (_, one, is) => {
    expect(tried(one)?.is).toBe(is)
  })

  test.each([
    ['a field that no rule watches', change('title', 'a', 'b')],
    ['a field that the mapping no longer carries', change('budget', '1', '2')],
  ])('is not tried where there is nothing to judge: %s', (_, one) => {
    expect(replayed(policy, one)).toBeNull()
  })

  test('says why it would be refused, and what would pass', () => {
    expect(tried(change('due', null, '2026-06-01'))).toMatchObject({
      refusal: { code: 'refused/outside-schedule', passes: expect.stringContaining('up to 2026-03-31') },
    })
  })

  test('is not guessed at where its project cannot be read', () => {
    const unread: Surroundings = { unread: [{ as: 'project', entity: 'project', id: 'p1' }] }
    expect(tried(change('due', null, '2026-06-01'), unread)).toMatchObject({
      is: 'unknown',
      why: expect.stringContaining('cannot be read'),
    })
  })
})
