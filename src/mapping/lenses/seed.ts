import type { Lens } from '../../core/lens.ts'
import { lens, notCarried } from '../../core/lens.ts'
import { plainForm } from '../../core/lenses/text.ts'
import type { Value } from '../../core/value.ts'

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
