import type { PairPolicy } from '../core/policy.ts'
import type { Question } from '../core/question.ts'
import { type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { NamedRow } from '../store/holds.ts'
import type { PassDesk } from './desk.ts'
import { nameOfRow } from './name-of-row.ts'

/** A question without the answers that the vendors cannot carry out. */
export function answerable(
  desk: PassDesk,
  pair: PairPolicy,
  question: Question | undefined,
): Question | undefined {
  const can = (act: 'create' | 'delete') =>
    sides.every(side => desk[side].connector.entities[pair.entity[side]]?.can[act] === true)
  // A comment is nobody's to write anew.
  const makes = can('create') && !pair.thread
  const without = [...(makes ? [] : ['restore']), ...(can('delete') ? [] : ['delete'])]
  return question && { ...question, options: question.options.filter(one => !without.includes(one.choice)) }
}

/** Rows as a person knows them. */
export function named(rows: Partial<Record<Side, Row>>): Partial<Record<Side, NamedRow>> {
  return Object.fromEntries(
    Object.entries(rows).map(([side, row]) => {
      return [side, { id: row.id, name: nameOfRow(row), url: row.url ?? null }]
    }),
  )
}
