import type { CreateReason } from '../core/plan.ts'
import { otherSide } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { pullDue } from '../store/chores.ts'
import { linksOfRows } from '../store/links.ts'
import { isMadeByAnother } from '../store/makings.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { Present } from './recognising.ts'
import { creationWaits } from './settling.ts'

/** What is known of the other side. */
export interface OtherSide {
  /** Whether it was read since the row is due. */
  readonly isRead: boolean
  /** Whether the row that this one was made from is known there, and still to be dealt with. */
  readonly isOriginalDue: boolean
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
async function originalWaits(
  desk: PassDesk,
  { item, row }: Present,
  { isRead, isOriginalDue }: OtherSide,
): Promise<number | null> {
  const leftMs = waitMs - item.claim.dueMs
  if (row.key === undefined || (leftMs <= 0 && isRead && !isOriginalDue)) return null
  if (await isNoCopy(desk, item, row, row.key)) return null
  if (leftMs > 0) return leftMs
  const on = otherSide(item.side)
  if (!isRead) await pullDue(desk.engine.pool, desk[on].connection.id, item.pair.entity[on])
  return longer(item)
}

/** A clone carries the key of a row that is linked, and what another mapping made is its own business. */
async function isNoCopy(
  desk: PassDesk,
  { pair, side }: NewcomerItem,
  row: Row,
  key: string,
): Promise<boolean> {
  const { connector, session, connection } = desk[side]
  const entity = pair.entity[side]
  const owner = await connector.find(session, entity, key, row.fields)
  const id = owner?.id ?? row.id
  const { pool } = desk.engine
  if ((await linksOfRows(pool, desk.mapping.id, [{ pair: pair.name, side, id }])).length > 0) return true
  return isMadeByAnother(pool, desk.mapping.id, { connection: connection.id, entity, side, id })
}

/** The longer it has waited, the longer it waits: 30 s at first, and ten minutes at the most. */
function longer({ claim }: NewcomerItem): number {
  return Math.min(waitMs, claim.dueMs / 20)
}
