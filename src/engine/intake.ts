import { isKeepable } from '../core/keepable.ts'
import type { Delivery } from '../spi/index.ts'
import { connectionsByName } from '../store/connections.ts'
import { prio, type RowSignal, signalRows } from '../store/signals.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'
import { together } from './together.ts'

export type Intake = 'taken' | 'unknown' | 'not-verified' | 'not-readable'

/** A webhook is verified, its hints are appended, and nothing else happens. What it claims is never believed. */
export type TakeDelivery = (name: string, delivery: Delivery) => Promise<Intake>

/**
 * Deliveries that come at the same moment are looked up and stored together: two statements for all. Each is answered when it
 * is stored, and looked up after it came, so that a changed secret holds at once.
 */
export function openIntake(engine: Engine): TakeDelivery {
  const connectionOf = together((names: readonly string[]) => connectionsByName(engine.pool, names))
  const store = together(async (deliveries: readonly (readonly RowSignal[])[]) => {
    await signalRows(engine.pool, deliveries.flat(), prio.hook)
    return deliveries
  })
  return async (name, delivery) => {
    const connection = await connectionOf(name)
    const webhooks = connection && connectorOf(engine.registry, connection.connector).webhooks
    if (!connection || !webhooks) return 'unknown'
    const secret = await engine.vault.open<string>(connection.hookSecret)
    if (!webhooks.verify(delivery, secret)) return 'not-verified'
    const hints = readHints(() => webhooks.parse(delivery))
    if (hints === null) return 'not-readable'
    const rows = hints
      .filter(hint => isKeepable(hint.id))
      .map(hint => ({ connection: connection.id, entity: hint.entity, id: hint.id }))
    await store(rows)
    return 'taken'
  }
}

function readHints<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    return null
  }
}
