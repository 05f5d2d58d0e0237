import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Connector } from '../../spi/index.ts'
import { choresDue } from '../../store/chores.ts'
import { type Connection, connectionByName, saveConnection } from '../../store/connections.ts'
import type { Db } from '../../store/database.ts'
import { readCredentials } from '../credentials.ts'
import { grantTokenIn, redeem } from '../grant-token.ts'
import { connectorNamed, settingsFor } from './asked-connector.ts'
import { connectionNamed } from './asked-for.ts'
import { side } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** What a connection is called: it stands in addresses. */
export const connectionName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens')

/** What webhooks have to carry; when absent it stays as it was, or is made up. */
export const hookSecret = z.string().min(16).max(50).optional()

/** Adds a connection. A worker then proves it; until it has, nothing is read or written through it. */
export const connectionsConnect = defineVerb({
  name: 'connections.connect',
  title: 'Connect an account at a vendor',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    name: connectionName,
    connector: z.string(),
    settings: z.record(z.string(), z.string()),
    /** What the connector's way to sign in asks for. In place of a `refreshToken`, a `grantToken` is exchanged at once. */
    credentials: z.record(z.string(), z.string()).optional(),
    /** Another connection at the same provider, whose consent covers this one too. */
    credentialsOf: z.string().optional(),
    hookSecret,
  }),
  answer: z.strictObject({
    name: z.string(),
    connector: z.string(),
    side,
    /** A worker makes it "ready" when the vendor has let it in. */
    state: z.enum(['new', 'ready', 'paused']),
  }),
  unjournalled: ['credentials', 'hookSecret'],
  async ahead(engine, ask) {
    const grant = grantTokenIn(ask.credentials)
    if (grant === null) return ask
    const connector = connectorNamed(engine, ask.connector)
    const settings = settingsFor(connector, ask.settings)
    return { ...ask, credentials: await redeem(engine, connector, settings, grant) }
  },
  async act(desk, { name, ...ask }) {
    const { engine, tx } = desk
    const connector = connectorNamed(engine, ask.connector)
    const settings = settingsFor(connector, ask.settings)
    const before = await connectionByName(tx, name)
    if (before && before.connector !== connector.name)
      throw new VerbError('verb/conflict', `"${name}" is ${before.connector}; call this one something else.`)
    const credentials = await credentialsFor(desk, connector, ask)
    const secret = await hookSecretFor(desk, before, ask.hookSecret)
    const saved = await saveConnection(tx, {
      name,
      connector: connector.name,
      side: connector.side,
      settings,
      credentials,
      hookSecret: secret,
    })
    await choresDue(tx, saved.id, ['check'])
    const { side, state } = saved
    return { name, connector: saved.connector, side, state }
  },
})

interface Given {
  readonly credentials?: Readonly<Record<string, string>> | undefined
  readonly credentialsOf?: string | undefined
}

/** A JWE text. */
async function credentialsFor({ engine, tx }: VerbDesk, connector: Connector, given: Given): Promise<string> {
  if (given.credentialsOf !== undefined) return sharedCredentials(tx, engine, connector, given)
  const read = readCredentials(connector.auth.kind, given.credentials ?? {})
  if (read.ok) return engine.vault.seal(read.credentials)
  throw new VerbError('verb/bad-input', read.why)
}

async function sharedCredentials(
  tx: Db,
  { registry }: VerbDesk['engine'],
  { auth, title }: Connector,
  { credentials, credentialsOf = '' }: Given,
): Promise<string> {
  if (credentials !== undefined)
    throw new VerbError('verb/bad-input', 'Give credentials or credentialsOf, not both.')
  const other = await connectionNamed(tx, credentialsOf)
  const { auth: theirs } = connectorNamed({ registry }, other.connector)
  if (auth.kind === 'oauth2' && theirs.kind === 'oauth2' && auth.provider === theirs.provider)
    return other.credentials
  throw new VerbError(
    'verb/conflict',
    `The consent of "${other.name}" (${other.connector}) is none for ${title}.`,
  )
}

/** A JWE text. The vendor, or an admin at its screen, may know the old one, so it is not replaced unasked. */
async function hookSecretFor(
  { engine }: VerbDesk,
  before: Connection | null,
  given: string | undefined,
): Promise<string> {
  if (given === undefined && before) return before.hookSecret
  return engine.vault.seal(given ?? randomBytes(24).toString('base64url'))
}
