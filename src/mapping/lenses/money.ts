import type { Lens } from '../../core/lens.ts'
import { carried, lens, notCarried } from '../../core/lens.ts'
import type { Value } from '../../core/value.ts'
import { sameValue } from '../../core/value.ts'

const decimal = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/

/** An amount as decimal text: `5`, `5.0` and `05.00` are the same money. It never passes through a float. */
export const moneyLens: Lens = lens(
  'money',
  (crm, pm) => {
    const [left, right] = [amountOf(crm), amountOf(pm)]
    return left === undefined || right === undefined ? sameValue(crm, pm) : left === right
  },
  value =>
    amountOf(value) === undefined
      ? notCarried('carry/not-a-number', `${JSON.stringify(value)} is not an amount`)
      : carried(value === '' ? null : value),
)

/** Null: no amount. Undefined: something that is no amount. */
function amountOf(value: Value): string | null | undefined {
  if (value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const parts = decimal.exec(String(value))
  if (!parts) return undefined
  const amount = `${parts[2]}${parts[3] ? `.${parts[3]}` : ''}`
  return amount === '0' ? amount : `${parts[1]}${amount}`
}
