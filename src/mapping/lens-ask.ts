import type { Side } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import type { PairDesk } from './desk.ts'
import type { FieldPair } from './pair-schema.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'

/** Two fields that a row of the file pairs. */
export interface LensAsk {
  readonly desk: PairDesk
  readonly row: FieldPair
  readonly specs: Readonly<Record<Side, FieldSpec>>
  readonly at: Path
}

const reasons = {
  'mapping/lens-missing': 'such values cannot be carried across yet.',
  'mapping/table-needed': 'which word stands for which has to be said.',
  'mapping/types-differ': 'they cannot be kept the same.',
} as const

/** Tells why there is no lens between the two fields: at the translation where the file names one, else at the row. */
export function refuseLens({ desk, row, specs, at }: LensAsk, code: keyof typeof reasons): null {
  const crm = `${quoted(row.crm)} is ${kindOf(specs.crm)} in the CRM`
  const pm = `${quoted(row.pm)} is ${kindOf(specs.pm)} in the project tool`
  desk.report(code, row.as === undefined ? at : [...at, 'as'], `${crm} and ${pm}: ${reasons[code]}`)
  return null
}

function kindOf(spec: FieldSpec): string {
  return spec.type === 'ref' ? `a reference to ${spec.entity ?? 'something'}` : `of type ${spec.type}`
}
