import type { Lens } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Side, Value } from '../value.ts'

/** Two values that mean the same; `null` is an empty field. A word may pair with a flag where a tool has no words. */
export type Pairing = readonly [crm: Value, pm: Value]

/** Choices by a table. Both sides may have several words for one thing; the first in the file is the one written. */
export function tableLens(name: string, rows: readonly Pairing[]): Lens {
  const words = { crm: [...new Set(rows.map(row => row[0]))], pm: [...new Set(rows.map(row => row[1]))] }
  return lens(
    name,
    (crm, pm) => paired(rows, crm, pm),
    (value, to) => partner(rows, value, to, name),
    { words },
  )
}

/** Rows that belong together: a table that grows while Baton runs. */
export function linkedLens(kind: string): Lens {
  return lens(
    kind,
    (crm, pm, world) => paired(world.pairs[kind] ?? [], crm, pm),
    (value, to, world) => partner(world.pairs[kind] ?? [], value, to, kind),
  )
}

function paired(rows: readonly Pairing[], crm: Value, pm: Value): boolean {
  const [left, right] = [wordOf(crm), wordOf(pm)]
  if (left === null && right === null) return true
  return rows.some(row => wordOf(row[0]) === left && wordOf(row[1]) === right)
}

/** Empty stays empty unless a row says what it stands for. */
function partner(rows: readonly Pairing[], value: Value, to: Side, name: string) {
  const [from, target] = to === 'pm' ? ([0, 1] as const) : ([1, 0] as const)
  const word = wordOf(value)
  const row = rows.find(candidate => wordOf(candidate[from]) === word)
  if (row) return carried(wordOf(row[target]))
  if (word === null) return carried(null)
  return notCarried('carry/no-counterpart', `${JSON.stringify(value)} has no counterpart in "${name}"`)
}

function wordOf(value: Value): Value {
  return value === '' ? null : value
}
