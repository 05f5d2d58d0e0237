import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Value } from '../value.ts'
import { sameValue } from '../value.ts'

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A calendar day. It never passes through a time zone. */
export const dateLens: Lens = lens('date', sameValue, value =>
  value === null || (typeof value === 'string' && day.test(value))
    ? carried(value)
    : notCarried('carry/not-a-day', `${JSON.stringify(value)} is not a day`),
)

export const flagLens: Lens = lens(
  'flag',
  (crm, pm) => (crm === true) === (pm === true),
  value => carried(value === true),
)

export const numberLens: Lens = lens(
  'number',
  (crm, pm) => asNumber(crm) === asNumber(pm),
  value => {
    const number = asNumber(value)
    return number === undefined
      ? notCarried('carry/not-a-number', `${JSON.stringify(value)} is not a number`)
      : carried(number)
  },
)

function asNumber(value: Value): number | null | undefined {
  if (value === null || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
