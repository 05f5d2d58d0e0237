import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Side, Value } from '../value.ts'

export type Pairing = readonly [crm: string, pm: string]

/** Choices by a table. Both sides may have several words for one thing; the first in the file is the one written. */
export function tableLens(name: string, rows: readonly Pairing[]): Lens {
  return lens(
    name,
    (crm, pm) => paired(rows, crm, pm),
    (value, to) => partner(rows, value, to, name),
  )
}

/** Rows that belong together, or people who are the same: a table that grows while Baton runs. */
export function linkedLens(kind: string): Lens {
  return lens(
    kind,
    (crm, pm, world) => paired(world.pairs[kind] ?? [], crm, pm),
    (value, to, world) => partner(world.pairs[kind] ?? [], value, to, kind),
  )
}

function paired(rows: readonly Pairing[], crm: Value, pm: Value): boolean {
  if (crm === null || pm === null) return crm === pm
  return rows.some(row => row[0] === crm && row[1] === pm)
}

function partner(rows: readonly Pairing[], value: Value, to: Side, name: string) {
  if (value === null) return carried(null)
  const [from, target] = to === 'pm' ? [0, 1] : [1, 0]
  const row = rows.find(candidate => candidate[from] === value)
  const found = row?.[target]
  if (found !== undefined) return carried(found)
  return notCarried('carry/no-counterpart', `${JSON.stringify(value)} has no counterpart in "${name}"`)
}
