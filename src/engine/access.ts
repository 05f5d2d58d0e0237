import type { AxiosInstance } from 'axios'
import type { Auth, OAuth2, TokenAnswer } from '../spi/index.ts'
import { VendorError } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'
import { inTransaction } from '../store/database.ts'
import { dropToken, lockToken, storedToken, storeToken } from '../store/tokens.ts'
import { openCredentials } from './credentials.ts'
import { type HostRewrites, routeTo } from './hosts.ts'
import { exchange } from './http.ts'
import type { Vault } from './vault.ts'

/** Renewed this long before it ends, so that no call leaves with a token about to expire. */
const renewBeforeMs = 5 * 60_000

export interface AccessDesk {
  readonly pool: Pool
  readonly vault: Vault
  readonly client: AxiosInstance
  readonly rewrites: HostRewrites
  readonly connection: Connection
  readonly auth: Auth
  readonly hosts: readonly string[]
}

type TokenDesk = AccessDesk & { readonly auth: OAuth2 }

/** A valid access token; renewed by one node at a time, since vendors count renewals. */
export async function accessToken(desk: TokenDesk): Promise<string> {
  const kept = await freshToken(desk, desk.pool)
  if (kept !== null) return kept
  return inTransaction(desk.pool, async tx => {
    await lockToken(tx, desk.connection.id)
    const renewedMeanwhile = await freshToken(desk, tx)
    if (renewedMeanwhile !== null) return renewedMeanwhile
    const answer = await renew(desk)
    await storeToken(
      tx,
      desk.connection.id,
      await desk.vault.seal(answer.accessToken),
      answer.expiresInSeconds,
    )
    return answer.accessToken
  })
}

async function freshToken(desk: AccessDesk, db: Parameters<typeof storedToken>[0]): Promise<string | null> {
  const stored = await storedToken(db, desk.connection.id)
  if (!stored || stored.expiresInMs < renewBeforeMs) return null
  return desk.vault.open<string>(stored.token)
}

/** The vendor refused this token: forget it, unless it has been replaced already. */
export async function forgetToken(desk: AccessDesk, refused: string): Promise<void> {
  const stored = await storedToken(desk.pool, desk.connection.id)
  if (stored && (await desk.vault.open<string>(stored.token)) === refused)
    await dropToken(desk.pool, desk.connection.id, stored.token)
}

async function renew(desk: TokenDesk): Promise<Extract<TokenAnswer, { ok: true }>> {
  const credentials = await openCredentials(desk, 'oauth2')
  const url = desk.auth.tokenUrl(desk.connection.settings)
  const form = {
    grant_type: 'refresh_token',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    refresh_token: credentials.refreshToken,
  }
  const request = { method: 'POST', url, form } as const
  const response = await exchange(desk.client, request, routeTo(url, desk.hosts, desk.rewrites), {})
  const answer = desk.auth.readToken(response)
  if (!answer.ok) throw new VendorError(answer.failure, response)
  return answer
}
