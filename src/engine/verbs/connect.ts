import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { type Connection, saveConnection } from '../../store/connections.ts'
import { inTransaction } from '../../store/database.ts'
import { writeJournal } from '../../store/journal.ts'
import type { Engine } from '../engine.ts'
import { connectorOf } from '../registry.ts'

export const connectAsk = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens'),
  connector: z.string(),
  settings: z.record(z.string(), z.string()),
  credentials: z.strictObject({
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    refreshToken: z.string().min(1),
  }),
  /** What webhooks have to carry; made up when absent. */
  hookSecret: z.string().min(16).max(50).optional(),
})
export type ConnectAsk = z.input<typeof connectAsk>

/** Adds a connection. A worker then proves it; until it has, nothing is read or written through it. */
export async function connect(engine: Engine, ask: ConnectAsk): Promise<Connection> {
  const { name, credentials, hookSecret, ...rest } = connectAsk.parse(ask)
  const connector = connectorOf(engine.registry, rest.connector)
  const settings = connector.settings.parse(rest.settings) as Record<string, string>
  const sealed = {
    credentials: await engine.vault.seal(credentials),
    hookSecret: await engine.vault.seal(hookSecret ?? randomBytes(24).toString('base64url')),
  }
  return inTransaction(engine.pool, async tx => {
    const saved = await saveConnection(tx, {
      name,
      connector: connector.name,
      side: connector.side,
      settings,
      ...sealed,
    })
    await choresDue(tx, saved.id, ['check'])
    await writeJournal(tx, null, [{ pair: null, key: null, kind: 'asked', data: { verb: 'connect', name } }])
    return saved
  })
}
