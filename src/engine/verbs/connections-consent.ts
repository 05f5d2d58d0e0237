import { z } from 'zod'
import type { Connector } from '../../spi/index.ts'
import { type Connection, connectionByName } from '../../store/connections.ts'
import { callbackUrl, openConsent } from '../consent.ts'
import { openCredentials } from '../credentials.ts'
import { connectorNamed, settingsFor, settingsKept } from './asked-connector.ts'
import { connectionName, hookSecret } from './connections-connect.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const wanted = z.strictObject({
  name: connectionName,
  /** Left out for a connection that is there already. */
  connector: z.string().optional(),
  settings: z.record(z.string(), z.string()).optional(),
})

const given = z.string().trim().min(1)

/**
 * Begins a consent in the browser, for one connection or for several at one provider: one consent, all their scopes. The
 * answer's `url` is opened by whoever consents; the connections are added when the browser comes back.
 */
export const connectionsConsent = defineVerb({
  name: 'connections.consent',
  title: 'Connect by OAuth consent',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    connections: z.array(wanted).min(1).max(5),
    /** Of the client that the vendor's console made; left out where the first connection is there already. */
    clientId: given.optional(),
    clientSecret: given.optional(),
    hookSecret,
  }),
  answer: z.strictObject({
    /** To be opened in the browser of whoever consents. */
    url: z.string(),
    /** What the client in the vendor's console has to name, byte for byte. */
    redirectUri: z.string(),
    endsInSeconds: z.number().int(),
  }),
  unjournalled: ['clientSecret', 'hookSecret'],
  answersSecret: true,
  async act(desk, { connections, ...ask }) {
    const found = await Promise.all(connections.map(one => target(desk, one)))
    const [first] = found
    const provider = first && providerOf(first.connector)
    if (!first || found.some(({ connector }) => providerOf(connector) !== provider))
      throw new VerbError(
        'verb/bad-input',
        'One consent is for connections at one provider. Ask for each by itself.',
      )
    const client = await clientFor(desk, first.before, ask)
    const redirectUri = callbackUrl(desk.engine)
    const { auth } = first.connector
    const opened = await openConsent(
      desk.engine,
      desk.tx,
      {
        ...client,
        ...(ask.hookSecret === undefined ? {} : { hookSecret: ask.hookSecret }),
        redirectUri,
        by: desk.actor.name,
        connections: found.map(({ name, connector, settings }) => ({
          name,
          connector: connector.name,
          settings,
        })),
      },
      auth.kind === 'oauth2' && auth.pkce,
    )
    return { ...opened, redirectUri }
  },
})

interface Target {
  readonly name: string
  readonly connector: Connector
  readonly settings: Record<string, string>
  readonly before: Connection | null
}

async function target(
  { engine, tx }: VerbDesk,
  { name, connector: asked, settings }: z.output<typeof wanted>,
): Promise<Target> {
  const before = await connectionByName(tx, name)
  const named = asked ?? before?.connector
  if (named === undefined)
    throw new VerbError(
      'verb/bad-input',
      `There is no connection "${name}" yet, so say which connector it is of.`,
    )
  if (before && before.connector !== named)
    throw new VerbError('verb/conflict', `"${name}" is ${before.connector}; call this one something else.`)
  const connector = connectorNamed(engine, named)
  return {
    name,
    connector,
    settings: settingsFor(connector, settings ?? settingsKept(connector, before?.settings ?? {})),
    before,
  }
}

function providerOf({ auth, title }: Connector): string {
  if (auth.kind === 'oauth2') return auth.provider
  throw new VerbError(
    'verb/bad-input',
    `${title} is not signed in to by OAuth; connect it with its credentials.`,
  )
}

async function clientFor(
  { engine }: VerbDesk,
  before: Connection | null,
  {
    clientId,
    clientSecret,
  }: { readonly clientId?: string | undefined; readonly clientSecret?: string | undefined },
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret }
  if (clientId !== undefined || clientSecret !== undefined)
    throw new VerbError('verb/bad-input', 'clientId and clientSecret go together.')
  if (!before)
    throw new VerbError(
      'verb/bad-input',
      "clientId and clientSecret: those of the client in the vendor's console.",
    )
  const kept = await openCredentials({ ...engine, connection: before }, 'oauth2')
  return { clientId: kept.clientId, clientSecret: kept.clientSecret }
}
