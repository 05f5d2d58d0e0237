import type { Auth, OAuth2 } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'
import { inTransaction } from '../store/database.ts'
import { dropToken, lockToken, storedToken, storeToken } from '../store/tokens.ts'
import { openCredentials } from './credentials.ts'
import type { Declared, HostRewrites } from './hosts.ts'
import type { VendorClient } from './http.ts'
import { askForTokens, type Granted } from './token-endpoint.ts'
import type { Vault } from './vault.ts'

/** Renewed this long before it ends, so that no call leaves with a token about to expire. */
const renewBeforeMs = 5 * 60_000

export interface AccessDesk extends Declared {
  readonly pool: Pool
  readonly vault: Vault
  readonly client: VendorClient
  readonly rewrites: HostRewrites
  readonly connection: Connection
  readonly auth: Auth
}

type RenewingDesk = AccessDesk & { readonly auth: OAuth2 }

/** A valid access token. */
export async function accessToken(desk: RenewingDesk): Promise<string> {
  return (await freshToken(desk, desk.pool)) ?? (await renewedTogether(desk))
}

const underWay = new WeakMap<Pool, Map<number, Promise<string>>>()

/** Whoever wants one in this process waits for the same renewal, and fails with it: each holds a place at the database. */
function renewedTogether(desk: RenewingDesk): Promise<string> {
  const { pool, connection } = desk
  const renewals = underWay.get(pool) ?? new Map<number, Promise<string>>()
  underWay.set(pool, renewals)
  const begun = renewals.get(connection.id)
  if (begun) return begun
  const renewal = renewed(desk).finally(() => {
    if (renewals.get(connection.id) === renewal) renewals.delete(connection.id)
  })
  renewals.set(connection.id, renewal)
  return renewal
}

/** By one node at a time, since vendors count renewals. */
function renewed(desk: RenewingDesk): Promise<string> {
  return inTransaction(desk.pool, async tx => {
    await lockToken(tx, desk.connection.id)
    const renewedMeanwhile = await freshToken(desk, tx)
    if (renewedMeanwhile !== null) return renewedMeanwhile
    const answer = await renew(desk)
    await storeToken(tx, desk.connection, await desk.vault.seal(answer.accessToken), answer.expiresInSeconds)
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
  // A renewal that began before may end with that very token.
  underWay.get(desk.pool)?.delete(desk.connection.id)
}

async function renew(desk: RenewingDesk): Promise<Granted> {
  const { clientId, clientSecret, refreshToken } = await openCredentials(desk, 'oauth2')
  return askForTokens(
    desk,
    { ...desk, settings: desk.connection.settings },
    {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  )
}
