import { randomUUID } from 'node:crypto'
import type { Notice } from '../core/notice.ts'
import {
  connectionElsewhere,
  connectionGoesOn,
  connectionStopped,
  mappingGoesOn,
  mappingStopped,
  type StopReason,
} from '../core/stop-notice.ts'
import { checkAgain } from '../store/chores.ts'
import { type Connection, pauseConnection, type StoppedBy } from '../store/connections.ts'
import { type Db, inTransaction, type Pool } from '../store/database.ts'
import { endTrial, mappingById, pauseMapping, resumeMapping, type StoredMapping } from '../store/mappings.ts'
import { postLetters } from '../store/outbox.ts'
import type { EngineConfig } from './engine.ts'

export interface StopDesk {
  readonly pool: Pool
  readonly config: Pick<EngineConfig, 'adminEmail' | 'mail'>
}

/** What has stopped by itself is tried again so often, in seconds: nobody need tell Baton that it is mended. */
export const tryAgainSeconds = 15 * 60

/** The mail to the admins when a connection was stopped by itself. */
const stopNotices: Readonly<Record<StoppedBy, (name: string, vendor: string, why: string) => Notice>> = {
  'locked-out': connectionStopped,
  'another-account': connectionElsewhere,
}

export interface ConnectionStop {
  readonly by: StoppedBy
  /** What its vendor is called. */
  readonly vendor: string
  readonly why: string
}

/** Pauses a connection, and tells the admins once: not again while it is paused. It is checked from time to time. */
export function stopConnection(
  desk: StopDesk,
  { id, name }: Connection,
  { by, vendor, why }: ConnectionStop,
): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (!(await pauseConnection(tx, id, why, by))) return
    await checkAgain(tx, id, tryAgainSeconds)
    await postLetters(tx, [toAdmins(desk, stopNotices[by](name, vendor, why), stopped())])
  })
}

/** Its vendor lets a paused connection in again; the admins hear so. */
export async function tellConnectionGoesOn(tx: Db, desk: StopDesk, { name }: Connection): Promise<void> {
  await postLetters(tx, [toAdmins(desk, connectionGoesOn(name), goesOn())])
}

/** Pauses a mapping, and tells the admins once: not again when it was only tried whether its right is back. What else belongs to it is done in the same transaction. */
export function stopMapping(
  desk: StopDesk,
  mapping: StoredMapping,
  reason: StopReason,
  also: (tx: Db) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    const wasTried = (await mappingById(tx, mapping.id))?.onTrial === true
    if (!(await pauseMapping(tx, mapping.id, reason.why, reason.is))) return
    await also(tx)
    if (wasTried && reason.is === 'forbidden') return
    await postLetters(tx, [toAdmins(desk, mappingStopped(mapping.name, reason), stopped())])
  })
}

/** A mapping that was broken holds again, as a field is back: it goes on, and the admins hear so. */
export function resumeBroken(desk: StopDesk, mapping: StoredMapping): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (!(await resumeMapping(tx, mapping.id))) return
    await tellMappingGoesOn(tx, desk, mapping)
  })
}

/** A mapping on trial has written something: it has the right again, and the admins hear so. */
export function proveTried(desk: StopDesk, mapping: StoredMapping): Promise<void> {
  return inTransaction(desk.pool, async tx => {
    if (await endTrial(tx, mapping.id)) await tellMappingGoesOn(tx, desk, mapping)
  })
}

async function tellMappingGoesOn(tx: Db, desk: StopDesk, { name }: StoredMapping): Promise<void> {
  await postLetters(tx, [toAdmins(desk, mappingGoesOn(name), goesOn())])
}

const stopped = () => `${randomUUID()}.stopped`
const goesOn = () => `${randomUUID()}.goes-on`

/** A letter to the admins; the same episode is told once. */
export function toAdmins({ config }: Pick<StopDesk, 'config'>, notice: Notice, episode: string) {
  const domain = config.mail?.from.split('@')[1]?.replace(/[^\w.-]/g, '') || 'baton.invalid'
  return { messageId: `<${episode}@${domain}>`, recipient: config.adminEmail, ...notice }
}
