import type { CreateReason } from '../core/plan.ts'
import { linksOfRows } from '../store/links.ts'
import { isMadeByAnother } from '../store/makings.ts'
import type { PassDesk } from './desk.ts'
import type { Present } from './recognising.ts'
import { creationWaits } from './settling.ts'

/** In how many ms a counterpart may be made; null: now. */
export async function createsIn(desk: PassDesk, one: Present, why: CreateReason): Promise<number | null> {
  const waits = creationWaits(desk, one.item, one.row, Date.now())
  return waits ?? (why === 'automatic' ? originalWaits(desk, one) : null)
}

/** So long a row that may have a counterpart already waits for that to be looked at, in ms. */
const waitMs = 10 * 60_000

/**
 * How long, in ms, a row waits for the one that it was made from; null: not at all. It carries our key although nothing is on
 * record of it, as after an old backup of ours was restored: whatever it was made from finds it by that key.
 */
async function originalWaits(desk: PassDesk, { item, row }: Present): Promise<number | null> {
  const leftMs = waitMs - item.claim.dueMs
  if (row.key === undefined || leftMs <= 0) return null
  const { pair, side } = item
  const { connector, session, connection } = desk[side]
  const entity = pair.entity[side]
  // A clone carries the key of a row that is linked.
  const owner = await connector.find(session, entity, row.key, row.fields)
  const id = owner?.id ?? row.id
  const { pool } = desk.engine
  if ((await linksOfRows(pool, desk.mapping.id, [{ pair: pair.name, side, id }])).length > 0) return null
  const made = { connection: connection.id, entity, side, id }
  return (await isMadeByAnother(pool, desk.mapping.id, made)) ? null : leftMs
}
