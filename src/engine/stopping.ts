import { randomUUID } from 'node:crypto'
import type { Notice } from '../core/notice.ts'
import { connectionStopped, mappingGoesOn, mappingStopped, type StopReason } from '../core/stop-notice.ts'
import { type Connection, pauseConnection } from '../store/connections.ts'
import { type Db, inTransaction, type Pool } from '../store/database.ts'
import { pauseMapping, resumeMapping, type StoredMapping } from '../store/mappings.ts'
import { postLetters } from '../store/outbox.ts'
import type { EngineConfig } from './engine.ts'

export interface StopDesk {
  readonly pool: Pool
  readonly config: Pick<EngineConfig, 'adminEmail' | 'mail'>
}

/** Pauses a connection, and tells the admins once: not again while it is paused. */
export function stopConnection(
  desk: StopDesk,
  connection: Connection,
  vendor: string,
  why: string,
): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (await pauseConnection(tx, connection.id, why))
      await postLetters(tx, [toAdmins(desk, connectionStopped(connection.name, vendor, why), stopped())])
  })
}

/** Pauses a mapping, and tells the admins once. What else belongs to it is done in the same transaction. */
export function stopMapping(
  desk: StopDesk,
  mapping: StoredMapping,
  reason: StopReason,
  also: (tx: Db) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (!(await pauseMapping(tx, mapping.id, reason.why, reason.is))) return
    await also(tx)
    await postLetters(tx, [toAdmins(desk, mappingStopped(mapping.name, reason), stopped())])
  })
}

/** A mapping that was broken holds again, as a field is back: it goes on, and the admins hear so. */
export function resumeBroken(desk: StopDesk, mapping: StoredMapping): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (!(await resumeMapping(tx, mapping.id))) return
    await postLetters(tx, [toAdmins(desk, mappingGoesOn(mapping.name), `${randomUUID()}.goes-on`)])
  })
}

const stopped = () => `${randomUUID()}.stopped`

/** A letter to the admins; the same episode is told once. */
export function toAdmins({ config }: Pick<StopDesk, 'config'>, notice: Notice, episode: string) {
  const domain = config.mail?.from.split('@')[1]?.replace(/[^\w.-]/g, '') || 'baton.invalid'
  return { messageId: `<${episode}@${domain}>`, recipient: config.adminEmail, ...notice }
}
