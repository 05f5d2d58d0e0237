import { seedLens } from '../core/lenses/seed.ts'
import { textLens } from '../core/lenses/text.ts'
import type { FieldRule, PairPolicy } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import { bindPair } from './bind-pair.ts'
import type { Desk, PairDesk } from './desk.ts'
import { fieldAt, pairDesk, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Accounts = NonNullable<Mapping['accounts']>
type Match = NonNullable<PairPolicy['match']>

/** Null where the file has no accounts, or something about them is wrong. */
export function bindAccounts(desk: Desk): PairPolicy | null {
  const section = desk.mapping.accounts
  const own = section && pairDesk(desk, 'accounts', section.pair)
  if (!section || !own) return null
  const match = matchOf(section)
  const seed = match && seedOf(own, section, match)
  return bindPair(own, section, { match, createWhen: 'needed', more: seed ? [seed] : [] })
}

function matchOf({ match }: Accounts): Match | null {
  if (match === undefined) return null
  return typeof match === 'string' ? { crm: match, pm: match } : match
}

/** The matched field names the rows that are created; where `fields` maps it too, that row says more and stands. */
function seedOf(desk: PairDesk, section: Accounts, match: Match): FieldRule | null {
  const crm = matchField(desk, section, match, 'crm')
  const pm = matchField(desk, section, match, 'pm')
  if (!crm || !pm || section.fields.some(row => row.crm === match.crm || row.pm === match.pm)) return null
  const specs = { crm, pm }
  const open = sides.filter(side => desk.entities[side].can.create && specs[side].writable)
  const [only] = open
  if (only === undefined) return null
  const lens = seedLens(textLens({ crm: crm.maxLength, pm: pm.maxLength }))
  return { ...match, lens, flow: open.length === 2 ? 'both' : `to-${only}`, tie: 'hold' }
}

function matchField(desk: PairDesk, section: Accounts, match: Match, side: 'crm' | 'pm'): FieldSpec | null {
  const at: Path = typeof section.match === 'string' ? ['accounts', 'match'] : ['accounts', 'match', side]
  const spec = fieldAt(desk, side, match[side], at)
  if (!spec || spec.type === 'text') return spec
  const message = `${quoted(match[side])} of ${recordOf(desk, side)} is a ${spec.type}; rows are recognised by a text.`
  desk.report('mapping/types-differ', at, message)
  return null
}
