import { grantSlots } from '../core/budget.ts'
import { lockCalls } from './budgets.ts'
import type { Db, Pool } from './database.ts'
import { inTransaction } from './database.ts'

/** Calls of one class that may be under way at the same moment, by all nodes together. */
export interface SlotClass {
  readonly connection: number
  readonly class: string
  readonly atOnce: number
}

/** Takes one place for a call, for so long at most. False: all are taken. */
export function takeSlot(pool: Pool, of: SlotClass, id: string, forSeconds: number): Promise<boolean> {
  return inTransaction(pool, async tx => {
    await lockCalls(tx, of.connection, `${of.class} at once`)
    if (grantSlots(of.atOnce, await slotsTaken(tx, of), 1) === 0) return false
    await tx.query({
      name: 'take-slot',
      text: `insert into call_slot (id, connection, class, expires_at) values ($1, $2, $3, now() + $4 * interval '1 s')`,
      values: [id, of.connection, of.class, forSeconds],
    })
    return true
  })
}

/** A node that died gives its places back when they run out; by then its calls are over. */
async function slotsTaken(tx: Db, of: SlotClass): Promise<number> {
  const found = await tx.query<{ taken: number }>({
    name: 'slots-taken',
    text: `
      with over as (delete from call_slot where connection = $1 and class = $2 and expires_at <= now())
      select count(*)::int as taken from call_slot where connection = $1 and class = $2 and expires_at > now()`,
    values: [of.connection, of.class],
  })
  return found.rows[0]?.taken ?? 0
}

export async function giveSlotsBack(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.query({ name: 'give-slots-back', text: 'delete from call_slot where id = any($1)', values: [ids] })
}
