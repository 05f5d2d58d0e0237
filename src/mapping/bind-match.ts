import type { Evidence, ProfileFields } from '../core/matching/profile.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Written = NonNullable<NonNullable<Mapping['accounts']>['match']>
export type Match = NonNullable<PairPolicy['match']>

const place: Path = ['accounts', 'match']

/** How accounts are recognised. Null after telling which field is not there, or is no text. */
export function bindMatch(desk: PairDesk, written: Written): Match | null {
  const match =
    typeof written === 'string'
      ? { crm: written, pm: written, also: [], legal_form: 'asks' as const }
      : written
  const named =
    typeof written === 'string' ? { crm: place, pm: place } : { crm: [...place, 'crm'], pm: [...place, 'pm'] }
  const fields = { crm: fieldsOf(desk, 'crm', match, named.crm), pm: fieldsOf(desk, 'pm', match, named.pm) }
  if (!fields.crm || !fields.pm) return null
  const legalForm = match.legal_form
  return { crm: { fields: fields.crm, legalForm }, pm: { fields: fields.pm, legalForm } }
}

function fieldsOf(
  desk: PairDesk,
  side: Side,
  match: Exclude<Written, string>,
  at: Path,
): ProfileFields | null {
  const name = isText(desk, side, match[side], at)
  const also = match.also.map((one, index) => {
    const [field, path] =
      typeof one === 'string'
        ? [one, [...place, 'also', index]]
        : [one[side], [...place, 'also', index, side]]
    return { as: typeof one === 'string' ? one : one.as, field, holds: isText(desk, side, field, path) }
  })
  if (!name || also.some(one => !one.holds)) return null
  const evidence: Partial<Record<Evidence, string>> = Object.fromEntries(also.map(one => [one.as, one.field]))
  return { ...evidence, name: match[side] }
}

function isText(desk: PairDesk, side: Side, field: string, at: Path): boolean {
  const spec = fieldAt(desk, side, field, at)
  if (!spec || spec.type === 'text') return spec !== null
  const message = `${quoted(field)} of ${recordOf(desk, side)} is a ${spec.type}; rows are recognised by texts.`
  desk.report('mapping/types-differ', at, message)
  return false
}
