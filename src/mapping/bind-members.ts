import type { FieldRule } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import { bindField } from './bind-field.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Deals = NonNullable<Mapping['deals']>

/** What the members of a new project need of the connectors. Answers the fields that are carried because of them. */
export function bindMembers(desk: PairDesk, { members, fields }: Deals): readonly FieldRule[] {
  const at: Path = ['deals', 'members']
  if (members.add !== 'no') checkPeople(desk, members.people, at)
  if (!members.owner) return []
  const [crm, pm] = sides.map(side => fieldAt(desk, side, 'owner', [...at, 'owner'], 'key'))
  if (!crm || !pm || fields.some(row => row.pm === 'owner')) return []
  const row = { crm: 'owner', pm: 'owner', flow: 'to-pm', tie: 'hold' } as const
  const rule = bindField(desk, row, [...at, 'owner'])
  return rule ? [rule] : []
}

/** The project tool takes the people of a project in a field `members`. */
function checkPeople(desk: PairDesk, people: readonly string[], at: Path): void {
  checkIsPeople(desk, 'pm', 'members', [...at, 'add'], 'key')
  for (const [item, field] of people.entries()) checkIsPeople(desk, 'crm', field, [...at, 'people', item])
}

function checkIsPeople(desk: PairDesk, side: 'crm' | 'pm', field: string, at: Path, of?: 'key'): void {
  const spec = fieldAt(desk, side, field, at, of)
  if (!spec || spec.type === 'person' || spec.type === 'people') return
  const message = `${quoted(field)} of ${recordOf(desk, side)} is a ${spec.type}; members are people.`
  desk.report('mapping/types-differ', at, message, of)
}
