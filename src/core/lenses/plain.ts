import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Value } from '../value.ts'
import { sameValue } from '../value.ts'

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A calendar day. It never passes through a time zone. */
export const dateLens: Lens = lens('date', sameValue, value =>
  value === null || isDay(value)
    ? carried(value)
    : notCarried('carry/not-a-day', `${JSON.stringify(value)} is not a day`),
)

/** Empty is no. */
export const flagLens: Lens = lens(
  'flag',
  (crm, pm) => (isFlag(crm) && isFlag(pm) ? (crm === true) === (pm === true) : sameValue(crm, pm)),
  value =>
    isFlag(value)
      ? carried(value === true)
      : notCarried('carry/no-counterpart', `${JSON.stringify(value)} is neither yes nor no`),
)

export const numberLens: Lens = lens(
  'number',
  (crm, pm) => {
    const [left, right] = [asNumber(crm), asNumber(pm)]
    return left === undefined || right === undefined ? sameValue(crm, pm) : left === right
  },
  value => {
    const number = asNumber(value)
    return number === undefined
      ? notCarried('carry/not-a-number', `${JSON.stringify(value)} is not a number`)
      : carried(number)
  },
)

/** Null: none. Undefined: something that is no number. */
function asNumber(value: Value): number | null | undefined {
  if (value === null || value === '') return null
  const isNumber = typeof value === 'number' || (typeof value === 'string' && decimal.test(value))
  const number = isNumber ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function isFlag(value: Value): boolean {
  return value === null || typeof value === 'boolean'
}

/** The thirtieth of February has the form of a day, and is none. */
function isDay(value: Value): boolean {
  if (typeof value !== 'string' || !day.test(value)) return false
  return new Date(`${value}T00:00:00Z`).getUTCDate() === Number(value.slice(8))
}
