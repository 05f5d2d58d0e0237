import type { Lens } from '../core/lens.ts'
import type { Value } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import { checkValue } from './check-tests.ts'
import type { PairDesk } from './desk.ts'
import type { FieldPair } from './pair-schema.ts'
import { choices, quoted } from './phrase.ts'
import type { Path } from './places.ts'

/**
 * The values of the project tool's field that mean closed: as the file says, else as the connector does. A flag of that
 * name says it by itself. Undefined: the field does not tell what is closed.
 */
export function closedValues(row: FieldPair, spec: FieldSpec): readonly Value[] | undefined {
  if (row.closed) return row.closed
  return spec.closed ?? (row.pm === 'closed' && spec.type === 'flag' ? [true] : undefined)
}

/** Values that the field can have: by its type, by its declared choices, or else by the rows of its table. */
export function checkClosed(
  desk: PairDesk,
  row: FieldPair,
  spec: FieldSpec,
  lens: Lens | null,
  at: Path,
): void {
  if (!row.closed) return
  const known = spec.choices ? undefined : lens?.words?.pm.map(String)
  for (const [item, value] of row.closed.entries()) {
    const place = [...at, 'closed', item]
    checkValue(desk, row.pm, spec, value, place)
    if (!known || typeof value !== 'string' || known.includes(value)) continue
    const message = `${quoted(value)} stands in no row of ${quoted(row.as ?? '')}; ${choices(value, known)}`
    desk.report('mapping/unknown-word', place, message)
  }
}
