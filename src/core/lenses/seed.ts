import type { Lens } from '../lens.ts'
import { lens, notCarried } from '../lens.ts'
import type { Value } from '../value.ts'
import { plainForm } from './text.ts'

/**
 * A text that only a new row is given: two rows that both have one agree, whatever it is. So the field by which
 * accounts are matched names a new client, and never renames one that is there.
 */
export function seedLens(first: Lens): Lens {
  return lens(
    'seed',
    (crm, pm) => isEmpty(crm) === isEmpty(pm),
    (value, to, world) =>
      isEmpty(value)
        ? notCarried(
            'carry/no-counterpart',
            'the field was emptied, and its counterpart is never emptied for that',
          )
        : first.across(value, to, null, world),
  )
}

function isEmpty(value: Value): boolean {
  return plainForm(value) === ''
}
