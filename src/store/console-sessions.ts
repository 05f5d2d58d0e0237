import type { Db } from './database.ts'

/** A session ends after so many hours without a page, and after so many days in any case. */
const idleHours = 12
const mostDays = 14

export async function openSession(tx: Db, hash: Uint8Array, user: string): Promise<void> {
  await tx.query(
    `insert into console_session (hash, user_id, ends_at) values ($1, $2, now() + $3 * interval '1 hour')`,
    [hash, user, idleHours],
  )
  await tx.query('delete from console_session where ends_at < now()')
}

export interface SessionUser {
  readonly email: string
  readonly name: string
  readonly role: string
}

/** Whose session this is, if it still is one. Its end moves on with its use, to the minute, or stays where it is. */
export async function sessionUser(
  db: Db,
  hash: Uint8Array,
  end: 'moves-on' | 'stays',
): Promise<SessionUser | null> {
  const found = await db.query<SessionUser>({
    name: 'console-session',
    text: `
      with found as (
        select s.hash, s.seen_at, s.created_at, u.email, u.name, u.role
        from console_session s join console_user u on u.id = s.user_id where s.hash = $1 and s.ends_at > now()),
      seen as (
        update console_session s set seen_at = now(),
          ends_at = least(now() + $2 * interval '1 hour', f.created_at + $3 * interval '1 day')
        from found f where s.hash = f.hash and $4 and f.seen_at < now() - interval '1 minute')
      select email, name, role from found`,
    values: [hash, idleHours, mostDays, end === 'moves-on'],
  })
  return found.rows[0] ?? null
}

export async function closeSession(db: Db, hash: Uint8Array): Promise<void> {
  await db.query('delete from console_session where hash = $1', [hash])
}

/** In how many browsers somebody was signed in, who no longer is. */
export async function closeSessionsOf(tx: Db, email: string): Promise<number> {
  const closed = await tx.query(
    `delete from console_session s using console_user u where u.id = s.user_id and lower(u.email) = lower($1)`,
    [email],
  )
  return closed.rowCount ?? 0
}
