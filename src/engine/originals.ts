import { otherSide } from '../core/value.ts'
import { type UnlinkedRow, unlinkedRows } from '../store/sightings.ts'
import { keyOfCopy } from './creating.ts'
import type { PassDesk } from './desk.ts'
import type { OnceOf } from './once-linked.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { Present, Recognised } from './recognising.ts'

/** The row without a counterpart that one was made from, by the key that it carries. */
export type OriginalOf = (one: Present) => Promise<UnlinkedRow | undefined>

/** Worked out at most once in a pass for each side of a pair: it takes all rows without a counterpart. */
export function originalOf(desk: PassDesk): OriginalOf {
  const known = new Map<string, Promise<ReadonlyMap<string, UnlinkedRow>>>()
  return async ({ item, row }) => {
    if (row.key === undefined) return undefined
    const name = `${item.pair.name} ${item.side}`
    const rows = known.get(name) ?? rowsByKeyOfCopy(desk, item)
    known.set(name, rows)
    return (await rows).get(row.key)
  }
}

async function rowsByKeyOfCopy(
  desk: PassDesk,
  { pair, side }: NewcomerItem,
): Promise<ReadonlyMap<string, UnlinkedRow>> {
  const on = otherSide(side)
  const rest = { connection: desk[on].connection.id, entity: pair.entity[on] }
  const of = { mapping: desk.mapping.id, pair: pair.name, side: on, ...rest }
  const rows = await unlinkedRows(desk.engine.pool, of)
  return new Map(rows.map(row => [keyOfCopy(desk, pair, on, row.id), row]))
}

/** The row that one was made from, where nothing is on record of that; of a comment its thread tells. */
export async function unknownOriginal(
  known: { readonly once: OnceOf; readonly originalOf: OriginalOf },
  one: Present,
): Promise<UnlinkedRow | undefined> {
  const original = one.item.pair.thread ? undefined : await known.originalOf(one)
  return known.once(one.item).some(past => past.with === original?.id) ? undefined : original
}

/** What is asked about it is over when anything becomes of that row. */
export function asCandidate(recognised: Recognised, { id }: UnlinkedRow): Recognised {
  return { ...recognised, match: { is: 'ambiguous', candidates: [id] } }
}
