import type { FieldSpec, FieldType } from './connector.ts'

type More = Partial<Omit<FieldSpec, 'type' | 'title'>>

/** One declared field; writable unless told. */
export function field(type: FieldType, title: string, more: More = {}): FieldSpec {
  return { type, title, writable: true, ...more }
}

/** Of a field that a vendor shows and does not take. */
export const shown: More = { writable: false }
