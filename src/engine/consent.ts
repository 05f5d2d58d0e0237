import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Connector, OAuth2, Settings } from '../spi/index.ts'
import { addConsent, beginConsent, takeConsent } from '../store/consents.ts'
import type { Db } from '../store/database.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'

/** How long somebody may take to sign in at the vendor and to say yes. */
const consentSeconds = 15 * 60

/** What was asked when a consent was opened; only the vault can open it. */
const asked = z.object({
  by: z.string(),
  redirectUri: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  hookSecret: z.string().optional(),
  /** RFC 7636; null where the vendor documents no PKCE. */
  verifier: z.string().nullable(),
  connections: z
    .array(
      z.object({
        name: z.string(),
        connector: z.string(),
        settings: z.record(z.string(), z.string()),
      }),
    )
    .min(1),
})
export type Asked = z.infer<typeof asked>

/** A connector that is signed in to by OAuth, with the settings that choose its accounts server. */
export interface OAuthConnector {
  readonly connector: Connector
  readonly auth: OAuth2
  readonly settings: Settings
}

export function callbackUrl({ config }: Engine): string {
  return `${config.ownUrl}/oauth/callback`
}

/** Opens a consent for some connections at once; answers where a browser begins it. */
export async function openConsent(
  { vault, config }: Engine,
  tx: Db,
  ask: Omit<Asked, 'verifier'>,
  pkce: boolean,
): Promise<{ readonly url: string; readonly endsInSeconds: number }> {
  const ticket = secretWord()
  const sealed = await vault.seal({ ...ask, verifier: pkce ? secretWord() : null })
  await addConsent(tx, markOf(ticket), sealed, consentSeconds)
  return { url: `${config.ownUrl}/oauth/start?ticket=${ticket}`, endsInSeconds: consentSeconds }
}

export interface Begun {
  /** The vendor's consent page. */
  readonly url: string
  readonly state: string
  /** What the browser keeps, so that only it can come back. */
  readonly browser: string
  readonly seconds: number
}

/** Where a browser with a ticket is sent; null when the ticket is unknown, used or too old. */
export async function startConsent(engine: Engine, ticket: string): Promise<Begun | null> {
  const [state, browser] = [secretWord(), secretWord()]
  const sealed = await beginConsent(engine.pool, markOf(ticket), markOf(state), markOf(browser))
  if (sealed === null) return null
  const ask = asked.parse(await engine.vault.open(sealed))
  return { url: consentPage(engine, ask, state), state, browser, seconds: consentSeconds }
}

/** What a browser that came back had asked for; null when it is unknown, used, too old, or another browser's. */
export async function comeBack(engine: Engine, state: string, browser: string): Promise<Asked | null> {
  const sealed = await takeConsent(engine.pool, markOf(state), markOf(browser))
  return sealed === null ? null : asked.parse(await engine.vault.open(sealed))
}

/** The connectors of a consent, all signed in to at the same accounts server. */
export function connectorsOf({ registry }: Engine, ask: Pick<Asked, 'connections'>): OAuthConnector[] {
  return ask.connections.flatMap(({ connector: name, settings }) => {
    const connector = connectorOf(registry, name)
    return connector.auth.kind === 'oauth2' ? [{ connector, auth: connector.auth, settings }] : []
  })
}

function consentPage(engine: Engine, ask: Asked, state: string): string {
  const each = connectorsOf(engine, ask)
  const [first] = each
  if (!first) throw new Error('a consent without a connector that signs in by OAuth was opened')
  const { auth, settings, connector } = first
  const page = new URL(auth.authorizeUrl(settings))
  const scopes = [...new Set(each.flatMap(one => one.auth.scopes))].join(auth.scopeSeparator ?? ' ')
  const query = {
    response_type: 'code',
    client_id: ask.clientId,
    redirect_uri: ask.redirectUri,
    scope: scopes,
    state,
    ...challenge(ask.verifier),
    ...auth.extra,
  }
  for (const [name, value] of Object.entries(query)) page.searchParams.set(name, value)
  return engine.sessions.page(page.href, connector.hosts(settings))
}

function challenge(verifier: string | null): Record<string, string> {
  if (verifier === null) return {}
  return {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
}

function secretWord(): string {
  return randomBytes(32).toString('base64url')
}

function markOf(word: string): Buffer {
  return createHash('sha256').update(word).digest()
}
