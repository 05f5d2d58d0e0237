import { type Absence, isLong } from '../core/gone.ts'
import type { PairPolicy } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { Wait } from '../store/waits.ts'
import type { PassDesk } from './desk.ts'
import { lookedFor } from './moved.ts'
import type { LinkItem } from './open-keys.ts'
import type { LinkPlan } from './plan-links.ts'
import { type RowRead, type Rows, readRows } from './reading.ts'

export type AbsenceOf = (item: LinkItem, side: Side) => Absence

/** What is known of the rows that were not read. Rows that are about to be believed gone have their parents asked for. */
export async function absences(desk: PassDesk, items: readonly LinkItem[], rows: Rows): Promise<AbsenceOf> {
  const long = items.flatMap(item =>
    sides.filter(side => isLongMissing(item, side, rows)).map(side => ({ item, side })),
  )
  const parents = await readRows(
    desk,
    long.flatMap(({ item, side }) => parentOf(desk, item, side) ?? []),
  )
  const moved = await lookedFor(desk, long)
  return (item, side) => {
    const moves = moved(item, side)
    const absent = item.link.absent[side]
    const parent = parentOf(desk, item, side)
    const answers = parent && parents.get(side, parent.entity, parent.id)
    return {
      forMs: absent?.forMs ?? null,
      said: absent?.said ?? false,
      parent: parent === null ? 'none' : answers ? 'answers' : 'missing',
      ...(moves ? { moves } : {}),
    }
  }
}

function isLongMissing(item: LinkItem, side: Side, rows: Rows): boolean {
  const absent = item.link.absent[side]
  if (rows.get(side, item.pair.entity[side], item.link.ids[side]) || !absent) return false
  return !absent.said && isLong(absent)
}

function parentOf(desk: PassDesk, { pair, link }: LinkItem, side: Side): RowRead | null {
  const id = link.parents[side]
  const entity = pair.anchor && desk.policy.pairs[pair.anchor.pair]?.entity[side]
  return id !== null && entity ? { side, entity, id } : null
}

/** The row that a row says it belongs to. */
export function parentIn(pair: PairPolicy, side: Side, fields: Fields): string | null {
  const id = pair.anchor ? fields[pair.anchor[side]] : null
  return typeof id === 'string' && id !== '' ? id : null
}

/** A row that is out of sight is looked at again when the row it belongs to is seen. */
export function waitsForParents(desk: PassDesk, plan: LinkPlan): Omit<Wait, 'key'>[] {
  return sides
    .filter(side => !plan.rows[side])
    .flatMap(side => parentOf(desk, plan.item, side) ?? [])
    .map(({ side, entity, id }) => ({ connection: desk[side].connection.id, entity, rowId: id }))
}
