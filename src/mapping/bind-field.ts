import type { FieldRule } from '../core/policy.ts'
import { mayFlow } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import { chooseLens } from './choose-lens.ts'
import { checkClosed, closedValues } from './closed-values.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, recordOf } from './desk.ts'
import type { FieldPair } from './pair-schema.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'

/** Null after telling why the two fields cannot be kept the same. */
export function bindField(desk: PairDesk, row: FieldPair, at: Path): FieldRule | null {
  const crm = fieldAt(desk, 'crm', row.crm, [...at, 'crm'])
  const pm = fieldAt(desk, 'pm', row.pm, [...at, 'pm'])
  if (!crm || !pm) return null
  const specs = { crm, pm }
  checkWritable(desk, row, specs, at)
  const lens = chooseLens({ desk, row, specs, at })
  checkClosed(desk, row, pm, lens, at)
  if (!lens) return null
  const closed = closedValues(row, pm)
  const optionalOn = sides.filter(side => specs[side].required !== true)
  const { flow, tie } = row
  return { crm: row.crm, pm: row.pm, lens, flow, tie, optionalOn, ...(closed ? { closed } : {}) }
}

function checkWritable(desk: PairDesk, row: FieldPair, specs: Record<Side, FieldSpec>, at: Path): void {
  for (const side of sides) {
    if (!mayFlow(row.flow, side)) continue
    const place = [...at, side]
    if (!specs[side].writable)
      desk.report(
        'mapping/not-writable',
        place,
        `${quoted(row[side])} of ${recordOf(desk, side)} cannot be written, and the field flows there.`,
      )
    else if (!desk.entities[side].can.update)
      desk.report(
        'mapping/entity-cannot',
        place,
        `Baton cannot change ${recordOf(desk, side)}, and the field flows there.`,
      )
  }
}
