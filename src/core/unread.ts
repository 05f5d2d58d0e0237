import type { FieldVerdict } from './merge.ts'
import type { SeenRow, Sighting } from './plan.ts'
import type { FieldRule } from './policy.ts'
import { retryQuestion } from './question.ts'
import { type Side, sides } from './value.ts'
import { where } from './where.ts'

type Held = Extract<FieldVerdict, { is: 'hold' }>

/** Whether nothing of a row could be read but its id. */
export function isUnread(row: Pick<SeenRow, 'unread'>): boolean {
  return row.unread?.[''] !== undefined
}

/** A row that is there and cannot be read holds its link, or itself: nothing can be decided about it. */
export function unreadRowHold(row: SeenRow, side: Side) {
  const why = row.unread?.['']
  if (why === undefined) return null
  return held(side, why)
}

export function unreadSighting(sighting: Sighting, side: Side) {
  return sighting.seen === 'row' ? unreadRowHold(sighting.row, side) : null
}

/** A value that cannot be read holds its field; what a side merely left out does not. */
export function unreadFieldHold(rule: FieldRule, rows: Readonly<Record<Side, SeenRow>>): Held | null {
  for (const side of sides) {
    const why = rows[side].unread?.[rule[side]]
    if (why !== undefined) return held(side, why)
  }
  return null
}

function held(side: Side, why: string) {
  const detail = `Not readable ${where(side)}: ${why}`
  return { is: 'hold', code: 'hold/unreadable', detail, question: retryQuestion() } as const
}
