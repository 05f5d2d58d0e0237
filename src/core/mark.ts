import type { MarkForm } from './lenses/mark.ts'
import type { Fields, Side, Value } from './value.ts'

/** The field under which the unmarked side of a link shows that it is linked. No vendor has a field of that name. */
export const markField = '(linked)'

/** A mark, and the field of the marked side that shows it. */
export interface Mark extends MarkForm {
  readonly field: string
}

/** A row as it is compared: the side that the mark does not stand on shows it by itself. */
export function withMarks(marks: readonly Mark[] | undefined, side: Side, fields: Fields): Fields {
  const value: Value | undefined = marks?.find(mark => mark.on !== side)?.value
  return value === undefined ? fields : { ...fields, [markField]: value }
}
