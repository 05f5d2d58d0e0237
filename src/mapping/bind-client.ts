import { seedLens } from '../core/lenses/seed.ts'
import { linkedLens } from '../core/lenses/table.ts'
import type { Anchor, FieldRule } from '../core/policy.ts'
import type { PairDesk } from './desk.ts'
import { own } from './desk.ts'
import type { Mapping } from './schema.ts'

type Deals = NonNullable<Mapping['deals']>

/**
 * Where the file says nothing else, a project that stands without a client is given that of its deal's account, at once
 * or when there is one; a client that it has is never changed.
 */
export function bindClient(desk: PairDesk, { fields }: Deals, anchor: Anchor | null): readonly FieldRule[] {
  if (!anchor || fields.some(row => row.crm === anchor.crm || row.pm === anchor.pm)) return []
  if (own(desk.entities.pm.fields, anchor.pm)?.writable !== true) return []
  const lens = seedLens(linkedLens(anchor.pair))
  return [{ crm: anchor.crm, pm: anchor.pm, lens, flow: 'to-pm', tie: 'hold', optionalOn: ['pm'] }]
}
