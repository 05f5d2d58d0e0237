import type { OnceLinked } from '../core/restored.ts'
import { otherSide } from '../core/value.ts'
import { linksOfRows } from '../store/links.ts'
import { type Tombstone, tombstonesOf, tombstonesOfRecords } from '../store/tombstones.ts'
import type { PassDesk } from './desk.ts'
import { recordOf } from './moved.ts'
import type { NewcomerItem } from './open-keys.ts'
import { readRows } from './reading.ts'

/** A link that a row had once, with its past. */
export type Once = OnceLinked & { readonly tombstone: Tombstone }
export type OnceOf = (item: NewcomerItem) => readonly Once[]

/** Which of these rows were linked once, and what has become of those they were linked with. */
export async function onceLinked(desk: PassDesk, items: readonly NewcomerItem[]): Promise<OnceOf> {
  const asked = items.map(({ pair, side, rowId: id }) => ({
    pair: pair.name,
    side,
    id,
    record: recordOf(desk, side, pair.entity[side], id),
  }))
  const refs = asked.filter(one => one.record === null)
  const moved = asked.flatMap(({ record, ...at }) => (record === null ? [] : [{ ...at, record }]))
  const graves = [
    ...(await tombstonesOf(desk.engine.pool, desk.mapping.id, refs)),
    ...(await tombstonesOfRecords(desk.engine.pool, desk.mapping.id, moved)),
  ]
  if (graves.length === 0) return () => []
  const gravesOf = (item: NewcomerItem) => graves.filter(grave => isOf(desk, item, grave))
  const others = items.flatMap(item => gravesOf(item).map(grave => otherOf(item, grave)))
  const rows = await readRows(desk, others)
  const links = await linksOfRows(desk.engine.pool, desk.mapping.id, others)
  return item =>
    gravesOf(item).map(tombstone => {
      const { side, entity, id, pair } = otherOf(item, tombstone)
      const isLinked = links.some(link => link.pair === pair && link.ids[side] === id)
      const other = isLinked ? 'linked' : rows.get(side, entity, id) ? 'there' : 'absent'
      const { gone, made } = tombstone
      return { with: id, gone, made, other, tombstone }
    })
}

/** The row itself, or the same record at the place it was moved from. */
function isOf(desk: PassDesk, { pair, side, rowId }: NewcomerItem, { pair: name, ids }: Tombstone): boolean {
  if (name !== pair.name) return false
  const record = recordOf(desk, side, pair.entity[side], rowId)
  return (
    ids[side] === rowId || (record !== null && recordOf(desk, side, pair.entity[side], ids[side]) === record)
  )
}

function otherOf({ pair, side }: NewcomerItem, { ids }: Tombstone) {
  const other = otherSide(side)
  return { pair: pair.name, side: other, entity: pair.entity[other], id: ids[other] }
}
