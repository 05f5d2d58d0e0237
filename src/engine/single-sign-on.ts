import * as client from 'openid-client'
import { z } from 'zod'
import type { Engine, SignOnServer } from './engine.ts'

/** Where a browser is sent to sign in, and what it has to bring back, sealed. */
export interface Departure {
  readonly url: string
  readonly sealed: string
}

/** Who came back, by what the server says of them; or why nobody is let in, in words. */
export type Arrival =
  | { readonly is: 'known'; readonly email: string; readonly to: string }
  | { readonly is: 'refused'; readonly words: string }

/** Signing in at the company's own server (OpenID Connect, with PKCE, state and nonce). */
export interface SingleSignOn {
  readonly name: string
  depart(to: string): Promise<Departure>
  arrive(url: URL, sealed: string): Promise<Arrival>
}

const kept = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
})
type Kept = z.output<typeof kept>

/** How long somebody may take to sign in there. */
export const signOnMinutes = 10

export const callbackPath = '/sign-in/company/back'

/** Null: no server was named. */
export function singleSignOn({
  config,
  vault,
  log,
}: Pick<Engine, 'config' | 'vault' | 'log'>): SingleSignOn | null {
  const server = config.signOn
  if (server === null) return null
  const known = rememberedOnce(() => discovered(server))
  const callback = `${config.ownUrl}${callbackPath}`
  return {
    name: server.name,
    async depart(to) {
      const verifier = client.randomPKCECodeVerifier()
      const trip: Kept = {
        ...{ state: client.randomState(), nonce: client.randomNonce(), verifier, to },
        until: Date.now() + signOnMinutes * 60_000,
      }
      const url = client.buildAuthorizationUrl(await known(), {
        redirect_uri: callback,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: trip.state,
        nonce: trip.nonce,
      })
      return { url: url.href, sealed: await vault.seal(trip) }
    },
    async arrive(url, sealed) {
      const trip = await opened(vault, sealed)
      if (!trip) return refused('This took too long, or began in another browser. Try again.')
      try {
        const at = new URL(`${callback}${url.search}`)
        return await arrived(server, await known(), at, trip)
      } catch (error) {
        log.warn({ err: error }, 'nobody could be signed in at the company server')
        return refused(wordsOf(server, error))
      }
    },
  }
}

async function arrived(
  server: SignOnServer,
  config: client.Configuration,
  at: URL,
  trip: Kept,
): Promise<Arrival> {
  const tokens = await client.authorizationCodeGrant(config, at, {
    pkceCodeVerifier: trip.verifier,
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) return refused(`${server.name} did not say who you are.`)
  const told =
    claims.email === undefined ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : claims
  const { email, email_verified: isVerified } = told
  if (typeof email !== 'string') return refused(`${server.name} did not tell your e-mail address.`)
  if (isVerified !== true && !server.trustsAddresses)
    return refused(`${server.name} does not say that the address ${email} is really yours.`)
  return { is: 'known', email, to: trip.to }
}

function wordsOf({ name }: SignOnServer, error: unknown): string {
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied')
    return `${name} did not let you in, or you turned back.`
  return `Signing in at ${name} did not work. Try again, or sign in with a password.`
}

const refused = (words: string): Arrival => ({ is: 'refused', words })

async function opened(vault: Engine['vault'], sealed: string): Promise<Kept | null> {
  const read = kept.safeParse(await vault.open<unknown>(sealed).catch(() => null))
  return read.success && read.data.until > Date.now() ? read.data : null
}

function discovered({ issuer, clientId, clientSecret }: SignOnServer): Promise<client.Configuration> {
  const url = new URL(issuer)
  // Only a server on this machine may be named by http (`cli/environment`).
  const options = url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}
  return client.discovery(url, clientId, clientSecret, undefined, options)
}

/** What worked is kept; what failed is tried again next time. */
function rememberedOnce<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null
  return () => {
    found ??= find().catch(error => {
      found = null
      throw error
    })
    return found
  }
}
