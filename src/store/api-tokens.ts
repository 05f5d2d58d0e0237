import type { Db } from './database.ts'
import { utc } from './utc.ts'

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly createdBy: string
  readonly createdAt: string
  /** ISO 8601 in UTC; null: it does not expire. */
  readonly expiresAt: string | null
  readonly usedAt: string | null
}

const columns = `id, name, role, created_by as "createdBy", ${utc('created_at')} as "createdAt",
  ${utc('expires_at')} as "expiresAt", ${utc('used_at')} as "usedAt"`

export interface NewApiToken {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly hash: Uint8Array
  readonly createdBy: string
  readonly days: number | null
}

/** False: there is a token of that name already. */
export async function keepApiToken(tx: Db, token: NewApiToken): Promise<boolean> {
  const kept = await tx.query(
    `insert into api_token (id, name, role, hash, created_by, expires_at)
     values ($1, $2, $3, $4, $5, coalesce(now() + $6 * interval '1 day', 'infinity')) on conflict (name) do nothing`,
    [token.id, token.name, token.role, token.hash, token.createdBy, token.days],
  )
  return kept.rowCount === 1
}

export async function allApiTokens(db: Db): Promise<ApiToken[]> {
  const found = await db.query<ApiToken>(`select ${columns} from api_token order by name`)
  return found.rows
}

/** False: there is none of that name. */
export async function dropApiToken(tx: Db, name: string): Promise<boolean> {
  const dropped = await tx.query('delete from api_token where name = $1', [name])
  return dropped.rowCount === 1
}

/** Whose token hashes to this, if it has not expired. Notes its use, to the minute. */
export async function apiTokenOf(
  db: Db,
  hash: Uint8Array,
): Promise<{ readonly name: string; readonly role: string } | null> {
  const found = await db.query<{ name: string; role: string }>({
    name: 'api-token',
    text: `
      with found as (select id, name, role, used_at from api_token where hash = $1 and expires_at > now()),
      used as (
        update api_token t set used_at = now() from found f
        where t.id = f.id and (f.used_at is null or f.used_at < now() - interval '1 minute'))
      select name, role from found`,
    values: [hash],
  })
  return found.rows[0] ?? null
}
