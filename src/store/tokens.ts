import type { Db } from './database.ts'

export interface StoredToken {
  /** A JWE text. */
  readonly token: string
  readonly expiresInMs: number
}

export async function storedToken(db: Db, connection: number): Promise<StoredToken | null> {
  const found = await db.query<StoredToken>({
    name: 'stored-token',
    text: `select token, (extract(epoch from expires_at - now()) * 1000)::float8 as "expiresInMs"
           from access_token where connection = $1`,
    values: [connection],
  })
  return found.rows[0] ?? null
}

export async function storeToken(tx: Db, connection: number, token: string, seconds: number): Promise<void> {
  await tx.query(
    `insert into access_token (connection, token, expires_at) values ($1, $2, now() + $3 * interval '1 s')
     on conflict (connection) do update set token = excluded.token, expires_at = excluded.expires_at`,
    [connection, token, seconds],
  )
}

/** Forgets a token the vendor refused, unless another node has renewed it meanwhile. */
export async function dropToken(db: Db, connection: number, token: string): Promise<void> {
  await db.query('delete from access_token where connection = $1 and token = $2', [connection, token])
}

/** Waits until no other node renews this connection's token; held until the transaction ends. */
export async function lockToken(tx: Db, connection: number): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(4713, $1)', [connection])
}
