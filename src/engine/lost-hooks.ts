import { randomUUID } from 'node:crypto'
import { webhooksBack, webhooksLost } from '../core/stop-notice.ts'
import type { Db } from '../store/database.ts'
import { postLetters } from '../store/outbox.ts'
import type { ChoreDesk } from './chores.ts'
import { toAdmins } from './stopping.ts'

/** So often webhooks are asked for in vain, within a quarter of an hour or so, before somebody is told. */
export const toldAfterTries = 10

/** Tells the admins once that a vendor gives no webhooks. Nothing is paused for it: changes are asked for meanwhile. */
export async function tellHooksLost(tx: Db, desk: ChoreDesk, why: string): Promise<void> {
  const { engine, chore, connection, connector } = desk
  if (chore.kind !== 'subscribe' || chore.attempts + 1 !== toldAfterTries) return
  const notice = webhooksLost(connection.name, connector.title, why, engine.config.pollSeconds)
  await postLetters(tx, [toAdmins(engine, notice, `${randomUUID()}.no-webhooks`)])
}

/** Whoever was told that there are none hears that there are again. */
export async function tellHooksBack(tx: Db, { engine, chore, connection }: ChoreDesk): Promise<void> {
  if (chore.attempts < toldAfterTries) return
  await postLetters(tx, [toAdmins(engine, webhooksBack(connection.name), `${randomUUID()}.webhooks-back`)])
}
