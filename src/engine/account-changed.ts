import type { Db } from '../store/database.ts'
import { retryRefused } from '../store/episodes.ts'
import { retryResting } from '../store/failing-keys.ts'
import { prio, signalKeys } from '../store/signals.ts'

/**
 * An account offers other choices, or has other people, than it had: what it refused before may pass now, and is tried
 * once more. Nobody is told of a refusal a second time.
 */
export async function accountChanged(tx: Db, connection: number): Promise<void> {
  await retryResting(tx, connection)
  for (const { mapping, keys } of await retryRefused(tx, connection))
    await signalKeys(tx, mapping, keys, prio.edit)
}
