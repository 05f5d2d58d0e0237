import { type Details, problem, Refusal } from './answer.ts'
import { at, type Place } from './check-value.ts'
import type { FieldDef } from './fields.ts'
import { moduleDef } from './modules.ts'
import { idOf, printName } from './print.ts'
import { fieldsOf, recordsOf, type Stored } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Two records with one value in a field that "does not allow duplicate values". */
export function checkUnique(place: Place, ownId: string | null, values: Values): void {
  const refusals = fieldsOf(place.world, place.module)
    .filter(({ name, unique }) => unique && (values[name] ?? null) !== null)
    .flatMap(field => clash(place, field, ownId, values[field.name]))
  const [first, ...others] = refusals
  if (!first) return
  if (others.length === 0) throw first
  throw new Refusal(400, 'MULTIPLE_OR_MULTI_ERRORS', 'multiple errors occurred', {
    errors: refusals.map(problem),
  })
}

function clash(place: Place, field: FieldDef, ownId: string | null, value: unknown): readonly Refusal[] {
  const twin = candidates(place).find(record => record.id !== ownId && record[field.name] === value)
  return twin ? [duplicate(place, field, twin)] : []
}

function candidates(place: Place): readonly Stored[] {
  const there = [...recordsOf(place.world, place.module).values()]
  if (place.world.switches.get('unique-in-bin') === 'ignored') return there
  const binned = [...place.world.bin.values()].filter(
    ({ module, purged }) => module === place.module && !purged,
  )
  return [...there, ...binned.map(({ record }) => record)]
}

function duplicate(place: Place, field: FieldDef, twin: Stored): Refusal {
  const duplicate_record: Details = {
    id: twin.id,
    Owner: printName(place.world, idOf(twin.Owner)),
    module: { api_name: place.module, id: moduleDef(place.module).id },
  }
  return new Refusal(400, 'DUPLICATE_DATA', 'duplicate data', { ...at(place, field), duplicate_record })
}
