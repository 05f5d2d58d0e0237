import type { Webhooks } from '../spi/index.ts'
import { advanceChore, pullsDue } from '../store/chores.ts'
import { areHooksOn, hooksAreOff, hooksAreOn } from '../store/connection-health.ts'
import { keepHookSecret } from '../store/connections.ts'
import { inTransaction } from '../store/database.ts'
import { entitiesInUse } from '../store/mappings.ts'
import type { ChoreDesk } from './chores.ts'
import type { EngineConfig } from './engine.ts'
import { tellHooksBack } from './lost-hooks.ts'

const nothingToSubscribeSeconds = 30
const renewAgainSeconds = 3600

/**
 * Asks the vendor for webhooks on the entities that mappings need, and again when half of what was granted is over. Where
 * no mapping needs any more, the vendor is told to stop.
 */
export async function subscribe(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token, connection, connector, session } = desk
  const entities = await entitiesInUse(engine.pool, connection.id)
  const ask = connector.webhooks?.subscribe
  const callback = hookAddress(engine.config, connection.name)
  if (entities.length === 0 && callback !== null) await endHooks(desk, callback)
  const isOff = entities.length === 0 || !ask || callback === null
  const next = isOff ? nothingToSubscribeSeconds : await subscribed(ask, callback)
  const progress = { cursor: null, since: null, newest: null, doneOnce: true, nextInSeconds: next }
  await inTransaction(engine.pool, async tx => {
    if ((await advanceChore(tx, chore, token, progress)) && !isOff) await tellHooksBack(tx, desk)
  })

  async function subscribed(ask: NonNullable<Webhooks['subscribe']>, callback: string): Promise<number> {
    const now = Date.now()
    const secret = await engine.vault.open<string>(connection.hookSecret)
    const channel = await ask(session, {
      callback,
      secret,
      entities,
      now: new Date(now).toISOString(),
    })
    if (channel?.secret !== undefined && channel.secret !== secret)
      await keepHookSecret(engine.pool, connection.id, await engine.vault.seal(channel.secret))
    // Whatever was announced while nobody listened has to be asked for.
    if (channel?.began) await pullsDue(engine.pool, connection.id)
    await hooksAreOn(engine.pool, connection.id, channel?.expiresAt ?? null)
    const expires = channel?.expiresAt ? Date.parse(channel.expiresAt) - now : Number.POSITIVE_INFINITY
    engine.log.info(
      { connection: connection.name, entities, expiresAt: channel?.expiresAt, began: channel?.began },
      'webhooks are on',
    )
    return Number.isFinite(expires) ? Math.max(30, expires / 2000) : renewAgainSeconds
  }
}

/** Until this has worked it is tried again, as any chore is, and the connection says why it did not. */
async function endHooks(
  { engine, connection, connector, session }: ChoreDesk,
  callback: string,
): Promise<void> {
  const end = connector.webhooks?.unsubscribe
  if (!end || !(await areHooksOn(engine.pool, connection.id))) return
  await end(session, callback)
  await hooksAreOff(engine.pool, connection.id)
  engine.log.info({ connection: connection.name }, 'webhooks are off')
}

/** Where a vendor sends its webhooks; null: Baton has no public address. */
export function hookAddress(
  { publicUrl }: Pick<EngineConfig, 'publicUrl'>,
  connection: string,
): string | null {
  return publicUrl === null ? null : `${publicUrl}/hooks/${encodeURIComponent(connection)}`
}
