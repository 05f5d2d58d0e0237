import type { CreateReason } from '../core/plan.ts'
import { otherSide } from '../core/value.ts'
import { pullDue } from '../store/chores.ts'
import { isAnyDue } from '../store/dirty.ts'
import { linksOfRows } from '../store/links.ts'
import { isMadeByAnother } from '../store/makings.ts'
import type { PassDesk } from './desk.ts'
import { newcomerKey } from './keys.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { Present } from './recognising.ts'
import { creationWaits } from './settling.ts'

/** In how many ms a counterpart may be made; null: now. `isOtherRead`: whether the other side was read since the row is due. */
export async function createsIn(
  desk: PassDesk,
  one: Present,
  why: CreateReason,
  isOtherRead: boolean,
): Promise<number | null> {
  const waits = creationWaits(desk, one.item, one.row, Date.now())
  return waits ?? (why === 'automatic' ? originalWaits(desk, one, isOtherRead) : null)
}

/**
 * So long a row that may have a counterpart already waits for that to be looked at, in ms: it is longer where nobody could, as its
 * side was not read since, or many rows of it are still due.
 */
const waitMs = 10 * 60_000
/** Then it is looked at again so soon. */
const looksAgainMs = 30_000

/**
 * How long, in ms, a row waits for the one that it was made from; null: not at all. It carries our key although nothing is on
 * record of it, as after an old backup of ours was restored: whatever it was made from finds it by that key.
 */
async function originalWaits(
  desk: PassDesk,
  { item, row }: Present,
  isOtherRead: boolean,
): Promise<number | null> {
  if (row.key === undefined) return null
  const leftMs = waitMs - item.claim.dueMs
  if (leftMs <= 0 && isOtherRead && !(await areOthersDue(desk, item))) return null
  const { pair, side } = item
  const { connector, session, connection } = desk[side]
  const entity = pair.entity[side]
  // A clone carries the key of a row that is linked.
  const owner = await connector.find(session, entity, row.key, row.fields)
  const id = owner?.id ?? row.id
  const { pool } = desk.engine
  if ((await linksOfRows(pool, desk.mapping.id, [{ pair: pair.name, side, id }])).length > 0) return null
  const made = { connection: connection.id, entity, side, id }
  if (await isMadeByAnother(pool, desk.mapping.id, made)) return null
  if (leftMs > 0) return leftMs
  const other = otherSide(side)
  if (!isOtherRead) await pullDue(pool, desk[other].connection.id, pair.entity[other])
  return looksAgainMs
}

function areOthersDue({ engine, mapping }: PassDesk, { pair, side }: NewcomerItem): Promise<boolean> {
  return isAnyDue(engine.pool, mapping.id, newcomerKey(pair.name, otherSide(side), ''))
}
