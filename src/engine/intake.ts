import { isKeepable } from '../core/keepable.ts'
import type { Delivery } from '../spi/index.ts'
import { connectionByName } from '../store/connections.ts'
import { prio, signalRows } from '../store/signals.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'

export type Intake = 'taken' | 'unknown' | 'not-verified' | 'not-readable'

/** A webhook is verified, its hints are appended, and nothing else happens. What it claims is never believed. */
export async function takeDelivery(engine: Engine, name: string, delivery: Delivery): Promise<Intake> {
  const connection = await connectionByName(engine.pool, name)
  const webhooks = connection && connectorOf(engine.registry, connection.connector).webhooks
  if (!connection || !webhooks) return 'unknown'
  const secret = await engine.vault.open<string>(connection.hookSecret)
  if (!webhooks.verify(delivery, secret)) return 'not-verified'
  const hints = readHints(() => webhooks.parse(delivery))
  if (hints === null) return 'not-readable'
  const rows = hints
    .filter(hint => isKeepable(hint.id))
    .map(hint => ({ connection: connection.id, entity: hint.entity, id: hint.id }))
  await signalRows(engine.pool, rows, prio.hook)
  return 'taken'
}

function readHints<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    return null
  }
}
