import type { Anchor, PairPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { PairDesk } from './desk.ts'
import { own, recordOf } from './desk.ts'
import { listed, quoted } from './phrase.ts'
import type { Path } from './places.ts'

/**
 * The fields by which a row names the row it belongs to: on each side the reference to the parent's kind of record.
 * Of several references the one that is named like that kind counts. `asked`: where the file insists on it.
 */
export function anchorOf(desk: PairDesk, parent: Anchor['pair'], asked: Path | null): Anchor | null {
  const section = desk.mapping[parent]
  if (!section || !own(desk.connectors.crm.entities, section.pair[0])) return null
  if (!own(desk.connectors.pm.entities, section.pair[1])) return null
  const crm = referenceTo(desk, 'crm', section.pair[0], asked)
  const pm = referenceTo(desk, 'pm', section.pair[1], asked)
  return crm === null || pm === null ? null : { pair: parent, crm, pm }
}

/** Every reference by which a task may say where it belongs; the deal comes before the account. */
export function placesOf(desk: PairDesk): NonNullable<PairPolicy['places']> {
  const on = (side: Side) =>
    (['deals', 'accounts'] as const).flatMap(pair => {
      const target = desk.mapping[pair]?.pair[side === 'crm' ? 0 : 1]
      const field = target === undefined ? null : referenceTo(desk, side, target, null)
      return field === null ? [] : [{ pair, field }]
    })
  return { crm: on('crm'), pm: on('pm') }
}

function referenceTo(desk: PairDesk, side: Side, target: string, asked: Path | null): string | null {
  const fields = Object.entries(desk.entities[side].fields)
  const found = fields
    .filter(([, spec]) => spec.type === 'ref' && spec.entity === target)
    .map(([name]) => name)
  const chosen = found.length === 1 ? found[0] : found.find(name => name === target)
  if (chosen !== undefined) return chosen
  if (asked) desk.report('mapping/no-anchor', asked, whyNot(desk, side, target, found))
  return null
}

function whyNot(desk: PairDesk, side: Side, target: string, found: readonly string[]): string {
  if (found.length === 0) return `${recordOf(desk, side)} has no field that names its ${quoted(target)}.`
  const names = listed(found.map(quoted), 'and')
  return `${recordOf(desk, side)} names a ${quoted(target)} in several fields, ${names}: none of them stands out.`
}
