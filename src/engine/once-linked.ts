import type { OnceLinked } from '../core/restored.ts'
import { otherSide } from '../core/value.ts'
import { linksOfRows } from '../store/links.ts'
import { type Tombstone, tombstonesOf } from '../store/tombstones.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import { readRows } from './reading.ts'

/** A link that a row had once, with its past. */
export type Once = OnceLinked & { readonly tombstone: Tombstone }
export type OnceOf = (item: NewcomerItem) => readonly Once[]

/** Which of these rows were linked once, and what has become of those they were linked with. */
export async function onceLinked(desk: PassDesk, items: readonly NewcomerItem[]): Promise<OnceOf> {
  const refs = items.map(({ pair, side, rowId }) => ({ pair: pair.name, side, id: rowId }))
  const graves = await tombstonesOf(desk.engine.pool, desk.mapping.id, refs)
  if (graves.length === 0) return () => []
  const others = items.flatMap(item => gravesOf(item, graves).map(grave => otherOf(item, grave)))
  const rows = await readRows(desk, others)
  const links = await linksOfRows(desk.engine.pool, desk.mapping.id, others)
  return item =>
    gravesOf(item, graves).map(tombstone => {
      const { side, entity, id, pair } = otherOf(item, tombstone)
      const isLinked = links.some(link => link.pair === pair && link.ids[side] === id)
      const other = isLinked ? 'linked' : rows.get(side, entity, id) ? 'there' : 'absent'
      return { with: id, gone: tombstone.gone, other, tombstone }
    })
}

function gravesOf({ pair, side, rowId }: NewcomerItem, graves: readonly Tombstone[]): Tombstone[] {
  return graves.filter(grave => grave.pair === pair.name && grave.ids[side] === rowId)
}

function otherOf({ pair, side }: NewcomerItem, { ids }: Tombstone) {
  const other = otherSide(side)
  return { pair: pair.name, side: other, entity: pair.entity[other], id: ids[other] }
}
