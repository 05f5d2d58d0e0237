import type { FieldTest } from '../core/filter.ts'
import type { Side, Value } from '../core/value.ts'
import type { FieldSpec } from '../spi/connector.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt } from './desk.ts'
import { choices, quoted, shown } from './phrase.ts'
import type { Path } from './places.ts'

interface Asked {
  readonly field: string
  readonly test: FieldTest
  /** Where the test stands; its values stand at `is` and `in` below it, or there itself. */
  readonly at: Path
}

/** A test that no row can ever pass is a slip of the pen: the field is not there, or cannot hold such a value. */
export function checkTests(desk: PairDesk, side: Side, tests: readonly Asked[]): void {
  for (const { field, test, at } of tests) {
    const spec = fieldAt(desk, side, field, at, 'key')
    if (!spec) continue
    if (test.is !== undefined) checkValue(desk, field, spec, test.is, [...at, 'is'])
    for (const [item, value] of (test.in ?? []).entries())
      checkValue(desk, field, spec, value, [...at, 'in', item])
  }
}

/** Whether the field can have the value at all. */
export function checkValue(desk: PairDesk, field: string, spec: FieldSpec, value: Value, at: Path): void {
  if (!mayHold(spec, value)) {
    const message = `${quoted(field)} is a ${spec.type}; it never holds ${typeof value} ${shown(value)}.`
    desk.report('mapping/types-differ', at, message)
  } else checkWord(desk, field, spec, value, at)
}

/** Only where the connector declares the words; elsewhere they are the admin's to know. */
export function checkWord(
  desk: PairDesk,
  field: string,
  spec: FieldSpec,
  value: Value,
  at: Path,
  of?: 'key',
): void {
  if (!spec.choices || typeof value !== 'string' || spec.choices.includes(value)) return
  const message = `${quoted(value)} is not a choice of ${quoted(field)}; ${choices(value, spec.choices)}`
  desk.report('mapping/unknown-word', at, message, of)
}

const kinds: Readonly<Partial<Record<FieldSpec['type'], string>>> = { flag: 'boolean', number: 'number' }

function mayHold(spec: FieldSpec, value: Value): boolean {
  return typeof value === (kinds[spec.type] ?? 'string')
}
