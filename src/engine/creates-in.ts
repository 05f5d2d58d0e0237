import type { CreateReason } from '../core/plan.ts'
import { otherSide } from '../core/value.ts'
import { pullDue } from '../store/chores.ts'
import { linksOfRows } from '../store/links.ts'
import { isMadeByAnother } from '../store/makings.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { OriginalOf } from './originals.ts'
import type { Present } from './recognising.ts'
import { creationWaits } from './settling.ts'

/** What is known of the other side, when a row has waited for its original. */
export interface OtherSide {
  /** Whether it was read since the row is due. */
  readonly isRead: boolean
  readonly originalOf: OriginalOf
}

/** In how many ms a counterpart may be made; null: now. */
export async function createsIn(
  desk: PassDesk,
  one: Present,
  why: CreateReason,
  other: OtherSide,
): Promise<number | null> {
  const waits = creationWaits(desk, one.item, one.row, Date.now())
  return waits ?? (why === 'automatic' ? originalWaits(desk, one, other) : null)
}

/** So long a row that may have a counterpart already waits for that to be looked at, in ms. */
const waitMs = 10 * 60_000

/**
 * How long, in ms, a row waits for the one that it was made from; null: not at all. It carries our key although nothing is on
 * record of it, as after an old backup of ours was restored: whatever it was made from finds it by that key.
 */
async function originalWaits(desk: PassDesk, one: Present, other: OtherSide): Promise<number | null> {
  const { item, row } = one
  if (row.key === undefined) return null
  if (item.claim.dueMs > waitMs)
    return (await isOriginalDue(desk, item, row.key, other)) ? longer(item) : null
  const { pair, side } = item
  const { connector, session, connection } = desk[side]
  const entity = pair.entity[side]
  // A clone carries the key of a row that is linked.
  const owner = await connector.find(session, entity, row.key, row.fields)
  const id = owner?.id ?? row.id
  const { pool } = desk.engine
  if ((await linksOfRows(pool, desk.mapping.id, [{ pair: pair.name, side, id }])).length > 0) return null
  const made = { connection: connection.id, entity, side, id }
  return (await isMadeByAnother(pool, desk.mapping.id, made)) ? null : waitMs - item.claim.dueMs
}

/** Whether its side was not read since, or it is known there, and has no counterpart yet. */
async function isOriginalDue(
  desk: PassDesk,
  item: NewcomerItem,
  key: string,
  { isRead, originalOf }: OtherSide,
): Promise<boolean> {
  if (isRead) return originalOf(item, key)
  const on = otherSide(item.side)
  await pullDue(desk.engine.pool, desk[on].connection.id, item.pair.entity[on])
  return true
}

/** The longer it has waited, the longer it waits: 30 s at first, and ten minutes at the most. */
function longer({ claim }: NewcomerItem): number {
  return Math.min(waitMs, claim.dueMs / 20)
}
