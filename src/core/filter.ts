import type { Fields, Value } from './value.ts'

/** One test of one field: exactly one of the three is there. */
export interface FieldTest {
  /** The value it must have; of a list, one of its items. */
  readonly is?: Scalar
  /** The values of which it must have one. */
  readonly in?: readonly Scalar[]
  /** True: it must hold something; false: it must be empty. */
  readonly filled?: boolean
}

type Scalar = string | number | boolean

/** By field name. Empty: every row passes. */
export type FieldTests = Readonly<Record<string, FieldTest>>

/**
 * Whether a row takes part: it passes every test. A field that the row did not tell passes none, since what is left
 * out of an answer is not empty.
 */
export function passes(tests: FieldTests, fields: Fields): boolean {
  return Object.entries(tests).every(([name, test]) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return value !== undefined && passesOne(test, value)
  })
}

function passesOne(test: FieldTest, value: Value): boolean {
  if (test.is !== undefined && !holds(value, test.is)) return false
  if (test.in !== undefined && !test.in.some(one => holds(value, one))) return false
  return test.filled === undefined || test.filled !== isEmpty(value)
}

function holds(value: Value, wanted: Scalar): boolean {
  return Array.isArray(value) ? value.some(item => item === wanted) : value === wanted
}

function isEmpty(value: Value): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === null || (Array.isArray(value) && value.length === 0)
}
