import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Connector } from '../../spi/index.ts'
import { choresDue } from '../../store/chores.ts'
import { saveConnection } from '../../store/connections.ts'
import { readCredentials } from '../credentials.ts'
import type { Engine } from '../engine.ts'
import { side } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Adds a connection. A worker then proves it; until it has, nothing is read or written through it. */
export const connectionsConnect = defineVerb({
  name: 'connections.connect',
  title: 'Connect an account at a vendor',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens'),
    connector: z.string(),
    settings: z.record(z.string(), z.string()),
    /** What the connector's way to sign in asks for. */
    credentials: z.record(z.string(), z.string()),
    /** What webhooks have to carry; made up when absent. */
    hookSecret: z.string().min(16).max(50).optional(),
  }),
  answer: z.strictObject({
    name: z.string(),
    connector: z.string(),
    side,
    /** A worker makes it "ready" when the vendor has let it in. */
    state: z.enum(['new', 'ready', 'paused']),
  }),
  unjournalled: ['credentials', 'hookSecret'],
  async act({ engine, tx }, { name, credentials, hookSecret, ...rest }) {
    const connector = connectorNamed(engine, rest.connector)
    const settings = settingsFor(connector, rest.settings)
    const sealed = {
      credentials: await engine.vault.seal(credentialsFor(connector, credentials)),
      hookSecret: await engine.vault.seal(hookSecret ?? randomBytes(24).toString('base64url')),
    }
    const of = { connector: connector.name, side: connector.side }
    const saved = await saveConnection(tx, { name, ...of, settings, ...sealed })
    await choresDue(tx, saved.id, ['check'])
    const { side, state } = saved
    return { name, connector: saved.connector, side, state }
  },
})

function connectorNamed({ registry }: Engine, name: string): Connector {
  const connector = registry.get(name)
  if (connector) return connector
  const known = [...registry.keys()].join(', ')
  throw new VerbError('verb/not-found', `There is no connector "${name}". There are: ${known}.`)
}

function credentialsFor({ auth }: Connector, given: Readonly<Record<string, string>>) {
  const read = readCredentials(auth.kind, given)
  if (read.ok) return read.credentials
  throw new VerbError('verb/bad-input', read.why)
}

function settingsFor(connector: Connector, given: Readonly<Record<string, string>>): Record<string, string> {
  const read = connector.settings.safeParse(given)
  if (read.success) return read.data as Record<string, string>
  const mistakes = read.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`)
  throw new VerbError('verb/bad-input', `Settings of ${connector.title}: ${mistakes.join('; ')}`)
}
