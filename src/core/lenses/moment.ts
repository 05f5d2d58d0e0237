import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Value } from '../value.ts'
import { sameValue } from '../value.ts'

/** Without a zone it would be another moment on every machine. */
const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** An instant, to the second: some vendors keep no finer ones, and each writes them its own way. */
export const momentLens: Lens = lens(
  'moment',
  isSameMoment,
  value =>
    secondOf(value) === undefined
      ? notCarried('carry/not-a-moment', `${JSON.stringify(value)} is not a moment with a time zone`)
      : carried(value === '' ? null : value),
  { alike: (_side, before, after) => isSameMoment(before, after) },
)

function isSameMoment(a: Value, b: Value): boolean {
  const [left, right] = [secondOf(a), secondOf(b)]
  return left === undefined || right === undefined ? sameValue(a, b) : left === right
}

/** Null: none. Undefined: something that is no moment. */
function secondOf(value: Value): number | null | undefined {
  if (value === null || value === '') return null
  if (typeof value !== 'string' || !form.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}
