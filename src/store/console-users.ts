import type { Db } from './database.ts'
import { utc } from './utc.ts'

/** Somebody who may sign in to the console. */
export interface ConsoleUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  /** False: a password has not been chosen yet. */
  readonly hasPassword: boolean
  /** ISO 8601 in UTC; null: never. */
  readonly signedInAt: string | null
  readonly createdBy: string
  /** Since their last seen page, in how many browsers they are signed in. */
  readonly sessions: number
}

export interface NewUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly createdBy: string
}

/** False: somebody with this address may sign in already. */
export async function keepUser(tx: Db, { id, email, name, role, createdBy }: NewUser): Promise<boolean> {
  const kept = await tx.query(
    `insert into console_user (id, email, name, role, created_by) values ($1, $2, $3, $4, $5)
     on conflict (lower(email)) do nothing`,
    [id, email, name, role, createdBy],
  )
  return kept.rowCount === 1
}

export async function allUsers(db: Db): Promise<ConsoleUser[]> {
  const found = await db.query<ConsoleUser>(`
    select id, email, name, role, password is not null as "hasPassword", ${utc('signed_in_at')} as "signedInAt",
      created_by as "createdBy",
      (select count(*) from console_session s where s.user_id = u.id and s.ends_at > now())::int as sessions
    from console_user u order by lower(name), email`)
  return found.rows
}

/** What is needed to let somebody in, or not. */
export interface UserAtDoor {
  readonly id: string
  readonly email: string
  readonly role: string
  readonly password: string | null
  /** For how many seconds nobody is let in under this name. */
  readonly lockedSeconds: number
}

const atDoor = `id, email, role, password,
  greatest(0, ceil(extract(epoch from locked_until - now())))::float8 as "lockedSeconds"`

export async function userByEmail(db: Db, email: string): Promise<UserAtDoor | null> {
  const found = await db.query<UserAtDoor>(
    `select ${atDoor} from console_user where lower(email) = lower($1)`,
    [email],
  )
  return found.rows[0] ?? null
}

/** Counts a wrong password; from the fifth on nobody gets in for a while, and for longer each time, up to an hour. */
export async function noteWrongPassword(tx: Db, id: string): Promise<void> {
  await tx.query(
    `update console_user set failures = failures + 1,
       locked_until = case when failures + 1 < 5 then locked_until
         else now() + least(3600, 60 * power(2, least(failures - 4, 10))) * interval '1 second' end
     where id = $1`,
    [id],
  )
}

export async function noteSignIn(tx: Db, id: string): Promise<void> {
  await tx.query(
    `update console_user set failures = 0, locked_until = '-infinity', signed_in_at = now() where id = $1`,
    [id],
  )
}

export async function setPassword(tx: Db, id: string, password: string): Promise<void> {
  await tx.query('update console_user set password = $2 where id = $1', [id, password])
}

/** False: nobody with this address may sign in. */
export async function setUserRole(tx: Db, email: string, role: string): Promise<boolean> {
  const set = await tx.query('update console_user set role = $2 where lower(email) = lower($1)', [
    email,
    role,
  ])
  return set.rowCount === 1
}

/** Also ends their sessions and links. False: nobody with this address may sign in. */
export async function dropUser(tx: Db, email: string): Promise<boolean> {
  const dropped = await tx.query('delete from console_user where lower(email) = lower($1)', [email])
  return dropped.rowCount === 1
}

/** Who would still be an admin without this one; locked, so that two admins cannot remove each other at once. */
export async function otherAdmins(tx: Db, email: string): Promise<number> {
  const found = await tx.query<{ email: string }>(
    `select email from console_user where role = 'admin' order by id for update`,
  )
  return found.rows.filter(row => row.email.toLowerCase() !== email.toLowerCase()).length
}

/** False: nobody has ever been able to come in by a password. */
export async function anybodyHasPassword(db: Db): Promise<boolean> {
  const found = await db.query('select 1 from console_user where password is not null limit 1')
  return found.rows.length > 0
}
