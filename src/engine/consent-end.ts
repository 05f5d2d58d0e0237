import { type CameBack, VendorError } from '../spi/index.ts'
import { connectionByName } from '../store/connections.ts'
import { storeToken } from '../store/tokens.ts'
import { type Asked, comeBack, connectorsOf, type OAuthConnector } from './consent.ts'
import type { Engine } from './engine.ts'
import type { Granted } from './token-endpoint.ts'
import { connectionsConnect } from './verbs/connections-connect.ts'
import { perform } from './verbs/verb.ts'

export type ConsentEnd =
  | { readonly ok: true; readonly connected: readonly string[] }
  | { readonly ok: false; readonly why: string }

type Query = Readonly<Record<string, string>>

/** What becomes of a browser that comes back from a vendor: connections, or words for whoever consented. */
export async function endConsent(engine: Engine, query: Query, browser: string): Promise<ConsentEnd> {
  const ask = await comeBack(engine, query.state ?? '', browser)
  if (!ask)
    return no(
      'This consent is not known here: it was used already, took too long, or began in another browser. Begin again.',
    )
  const refused = query.error
  if (refused !== undefined)
    return no(`The vendor gave no consent (${refused.slice(0, 100)}). Nothing was changed.`)
  if (query.code === undefined) return no('The vendor sent neither a code nor a reason. Nothing was changed.')
  const moved = moveAll(connectorsOf(engine, ask), query)
  return 'why' in moved ? no(moved.why) : exchanged(engine, ask, moved.each, query.code)
}

function no(why: string): ConsentEnd {
  return { ok: false, why }
}

/** The settings as the vendor corrects them: each account lives in one of its places. */
function moveAll(
  each: readonly OAuthConnector[],
  query: Query,
): { readonly each: readonly OAuthConnector[] } | { readonly why: string } {
  const moved: OAuthConnector[] = []
  for (const one of each) {
    const came: CameBack = one.auth.cameBack?.(query, one.settings) ?? { ok: true, settings: one.settings }
    if (!came.ok) return { why: `${one.connector.title}: ${came.why} Nothing was changed.` }
    moved.push({ ...one, settings: came.settings })
  }
  return { each: moved }
}

async function exchanged(
  engine: Engine,
  ask: Asked,
  each: readonly OAuthConnector[],
  code: string,
): Promise<ConsentEnd> {
  const [first] = each
  if (!first) return no('None of the connectors signs in by OAuth any more.')
  try {
    const { hosts, selfHosted } = first.connector
    const server = { ...first, hosts: hosts(first.settings), selfHosted }
    const granted = await engine.sessions.tokens(server, formOf(ask, code))
    if (granted.refreshToken === undefined)
      return no(`${first.connector.title} gave a token that does not last: no refresh token came with it.`)
    return { ok: true, connected: await keep(engine, ask, each, granted, granted.refreshToken) }
  } catch (error) {
    if (error instanceof VendorError) return no(`${error.message} Nothing was changed.`)
    throw error
  }
}

function formOf({ clientId, clientSecret, redirectUri, verifier }: Asked, code: string): Query {
  return {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
    code,
    ...(verifier === null ? {} : { code_verifier: verifier }),
  }
}

/** One consent, one refresh token: every connection of it keeps the same, and begins with the same access token. */
async function keep(
  engine: Engine,
  { by, clientId, clientSecret, hookSecret, connections }: Asked,
  each: readonly OAuthConnector[],
  { accessToken, expiresInSeconds }: Granted,
  refreshToken: string,
): Promise<readonly string[]> {
  const credentials = { clientId, clientSecret, refreshToken }
  for (const [at, { name, connector }] of connections.entries()) {
    const settings = each[at]?.settings ?? {}
    const secret = hookSecret === undefined ? {} : { hookSecret }
    const ask = { name, connector, settings, credentials, ...secret }
    await perform(engine, connectionsConnect, { name: by, role: 'admin' }, ask)
    const saved = await connectionByName(engine.pool, name)
    if (saved) await storeToken(engine.pool, saved, await engine.vault.seal(accessToken), expiresInSeconds)
  }
  return connections.map(({ name }) => name)
}
