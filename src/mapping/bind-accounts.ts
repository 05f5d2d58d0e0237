import { seedLens } from '../core/lenses/seed.ts'
import { textLens } from '../core/lenses/text.ts'
import type { FieldRule, PairPolicy } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import { bindMatch, type Match } from './bind-match.ts'
import { bindPair } from './bind-pair.ts'
import type { Desk, PairDesk } from './desk.ts'
import { own, pairDesk } from './desk.ts'
import type { Mapping } from './schema.ts'

type Accounts = NonNullable<Mapping['accounts']>

/** Null where the file has no accounts, or something about them is wrong. */
export function bindAccounts(desk: Desk): PairPolicy | null {
  const section = desk.mapping.accounts
  const ours = section && pairDesk(desk, 'accounts', section.pair)
  if (!section || !ours) return null
  const match = section.match === undefined ? null : bindMatch(ours, section.match)
  const seed = match && seedOf(ours, section, match)
  return bindPair(ours, section, { match, createWhen: 'needed', more: seed ? [seed] : [] })
}

/** The matched field names the rows that are created; where `fields` maps it too, that row says more and stands. */
function seedOf(desk: PairDesk, section: Accounts, { crm, pm }: Match): FieldRule | null {
  const names = { crm: crm.fields.name, pm: pm.fields.name }
  const specs = { crm: own(desk.entities.crm.fields, names.crm), pm: own(desk.entities.pm.fields, names.pm) }
  if (section.fields.some(row => row.crm === names.crm || row.pm === names.pm)) return null
  const open = sides.filter(side => desk.entities[side].can.create && specs[side]?.writable)
  const [only] = open
  if (only === undefined) return null
  const lens = seedLens(textLens({ crm: specs.crm?.maxLength, pm: specs.pm?.maxLength }))
  return { ...names, lens, flow: open.length === 2 ? 'both' : `to-${only}`, tie: 'hold' }
}
