import { type Side, sides } from '../core/value.ts'
import { pullAges } from '../store/chores.ts'
import { type Link, linksOfRecords } from '../store/links.ts'
import { isRecordDue } from '../store/moved-rows.ts'
import type { PassDesk } from './desk.ts'
import type { LinkItem, NewcomerItem } from './open-keys.ts'
import { readRows } from './reading.ts'

/** A pull that was this far along, in ms, when a row went missing may have passed its new place already. */
const pullTakesMs = 30_000

/** The part of a row's id that stays when the record is moved; null: such rows keep their ids. */
export function recordOf(desk: PassDesk, side: Side, entity: string, id: string): string | null {
  const at = id.lastIndexOf('/')
  return desk[side].connector.entities[entity]?.moves && at >= 0 ? id.slice(at + 1) : null
}

export type MovedFrom = (item: NewcomerItem) => Link | undefined

/** Which of these rows are linked already, under an id that they had before they were moved. */
export async function movedFrom(desk: PassDesk, items: readonly NewcomerItem[]): Promise<MovedFrom> {
  const asked = items.flatMap(item => {
    const record = recordOf(desk, item.side, item.pair.entity[item.side], item.rowId)
    return record === null ? [] : [{ item, record, pair: item.pair.name, side: item.side }]
  })
  const links = await linksOfRecords(desk.engine.pool, desk.mapping.id, asked)
  const found = asked.flatMap(({ item, record }) => {
    const link = links.find(one => one.pair === item.pair.name && one.ids[item.side].endsWith(`/${record}`))
    return link ? [{ item, link }] : []
  })
  const before = await readRows(
    desk,
    found.map(({ item: { side, pair }, link }) => ({ side, entity: pair.entity[side], id: link.ids[side] })),
  )
  const moved = found.filter(
    ({ item: { side, pair }, link }) => !before.get(side, pair.entity[side], link.ids[side]),
  )
  return item => moved.find(one => one.item === item)?.link
}

/** Of rows that are missing and may have been moved: whether they would have been seen at their new place by now. */
export async function lookedFor(
  desk: PassDesk,
  missing: readonly { readonly item: LinkItem; readonly side: Side }[],
): Promise<(item: LinkItem, side: Side) => { readonly looked: boolean } | undefined> {
  const asked = missing.flatMap(({ item, side }) => {
    const record = recordOf(desk, side, item.pair.entity[side], item.link.ids[side])
    return record === null ? [] : [{ item, side, record }]
  })
  if (asked.length === 0) return () => undefined
  const ages = await pullAges(
    desk.engine.pool,
    sides.map(side => desk[side].connection.id),
  )
  const looked = await Promise.all(
    asked.map(async ({ item, side, record }) => {
      const { connection } = desk[side]
      const entity = item.pair.entity[side]
      const forMs = item.link.absent[side]?.forMs ?? 0
      const age = ages.get(`${connection.id} ${entity}`)
      const isPulled = age !== undefined && forMs - age.ms >= pullTakesMs
      const at = { mapping: desk.mapping.id, pair: item.pair.name, side, connection: connection.id, entity }
      return { item, side, looked: isPulled && !(await isRecordDue(desk.engine.pool, { ...at, record })) }
    }),
  )
  return (item, side) => looked.find(one => one.item === item && one.side === side)
}
