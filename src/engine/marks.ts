import { reactions } from '../core/failure.ts'
import { unmarked } from '../core/lenses/mark.ts'
import { withMarks } from '../core/mark.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Sent } from './send.ts'

/** A row as it is compared: where the other side is marked, it shows the mark by itself. */
export function markedRow<R extends Row | undefined>({ marks }: PairPolicy, side: Side, row: R): R {
  return row && marks ? { ...row, fields: withMarks(marks, side, row.fields) } : row
}

/** What takes the mark off a row; empty where it carries none. */
export function withoutMark({ marks }: PairPolicy, side: Side, fields: Fields): Fields {
  const mine = (marks ?? []).filter(mark => mark.on === side)
  const values = mine.flatMap(mark => {
    const value = unmarked(mark, fields[mark.field])
    return value === undefined ? [] : [[mark.field, value] as const]
  })
  return Object.fromEntries(values)
}

/** A mark that could not be taken off just now. One that is refused stays, and keeps nobody from being unlinked. */
export function isToBeSentAgain(sent: Sent): boolean {
  if (sent.is !== 'sent') return true
  if (sent.result.ok || sent.result.failure.kind === 'gone') return false
  return reactions[sent.result.failure.kind] !== 'hold-row'
}
