import { otherSide } from '../core/value.ts'
import { unlinkedRows } from '../store/sightings.ts'
import { keyOfCopy } from './creating.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'

/** Whether a row that is known, and not linked, is the one that the row with this key was made from. */
export type OriginalOf = (item: NewcomerItem, key: string) => Promise<boolean>

/** Worked out at most once in a pass for each side of a pair: it takes all rows without a counterpart. */
export function originalOf(desk: PassDesk): OriginalOf {
  const known = new Map<string, Promise<ReadonlySet<string>>>()
  return async (item, key) => {
    const name = `${item.pair.name} ${item.side}`
    const keys = known.get(name) ?? keysOfCopies(desk, item)
    known.set(name, keys)
    return (await keys).has(key)
  }
}

async function keysOfCopies(desk: PassDesk, { pair, side }: NewcomerItem): Promise<ReadonlySet<string>> {
  const on = otherSide(side)
  const { connection } = desk[on]
  const of = {
    mapping: desk.mapping.id,
    pair: pair.name,
    side: on,
    connection: connection.id,
    entity: pair.entity[on],
  }
  const rows = await unlinkedRows(desk.engine.pool, of)
  return new Set(rows.map(id => keyOfCopy(desk, pair, on, id)))
}
