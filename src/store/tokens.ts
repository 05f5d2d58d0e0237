import type { Connection } from './connections.ts'
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

/** Keeps a token of these credentials. Where the connection has others by now, it may be of another account. */
export async function storeToken(
  tx: Db,
  { id, credentials }: Pick<Connection, 'id' | 'credentials'>,
  token: string,
  seconds: number,
): Promise<void> {
  await tx.query(
    `insert into access_token (connection, token, expires_at)
     select id, $2, now() + $3 * interval '1 s' from connection where id = $1 and credentials = $4 for share
     on conflict (connection) do update set token = excluded.token, expires_at = excluded.expires_at`,
    [id, token, seconds, credentials],
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
