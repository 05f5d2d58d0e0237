import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Value } from '../value.ts'
import { sameValue } from '../value.ts'

const decimal = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/

/** An amount as decimal text: `5`, `5.0` and `05.00` are the same money. It never passes through a float. */
export const moneyLens: Lens = lens(
  'money',
  isSameAmount,
  value =>
    amountOf(value) === undefined
      ? notCarried('carry/not-a-number', `${JSON.stringify(value)} is not an amount`)
      : carried(value === '' ? null : value),
  { alike: (_side, before, after) => isSameAmount(before, after) },
)

function isSameAmount(a: Value, b: Value): boolean {
  const [left, right] = [amountOf(a), amountOf(b)]
  return left === undefined || right === undefined ? sameValue(a, b) : left === right
}

/** Null: no amount. Undefined: something that is no amount. */
function amountOf(value: Value): string | null | undefined {
  if (value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const parts = decimal.exec(String(value))
  if (!parts) return undefined
  const amount = `${parts[2]}${parts[3] ? `.${parts[3]}` : ''}`
  return amount === '0' ? amount : `${parts[1]}${amount}`
}
