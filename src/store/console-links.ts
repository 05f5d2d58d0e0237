import type { Db } from './database.ts'

/** Where a link leads: to the choice of a password, or straight into the console. */
export type LinkGoal = 'password' | 'console'

export interface ConsoleLink {
  readonly hash: Uint8Array
  readonly user: string
  readonly leadsTo: LinkGoal
  readonly hours: number
}

/** Keeps a link that works once. Those that led the same person to the same place before no longer do. */
export async function keepLink(tx: Db, { hash, user, leadsTo, hours }: ConsoleLink): Promise<void> {
  await tx.query('delete from console_link where (user_id = $1 and leads_to = $2) or ends_at < now()', [
    user,
    leadsTo,
  ])
  await tx.query(
    `insert into console_link (hash, user_id, leads_to, ends_at) values ($1, $2, $3, now() + $4 * interval '1 hour')`,
    [hash, user, leadsTo, hours],
  )
}

export interface LinkedUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly leadsTo: LinkGoal
}

const columns = 'u.id, u.email, u.name, l.leads_to as "leadsTo"'

/** Whom a link lets in, if it still does. */
export async function linkedUser(db: Db, hash: Uint8Array): Promise<LinkedUser | null> {
  const found = await db.query<LinkedUser>(
    `select ${columns} from console_link l join console_user u on u.id = l.user_id
     where l.hash = $1 and l.ends_at > now()`,
    [hash],
  )
  return found.rows[0] ?? null
}

/** The same; after this it lets nobody in any more. */
export async function takeLink(tx: Db, hash: Uint8Array): Promise<LinkedUser | null> {
  const taken = await tx.query<LinkedUser>(
    `delete from console_link l using console_user u
     where u.id = l.user_id and l.hash = $1 and l.ends_at > now() returning ${columns}`,
    [hash],
  )
  return taken.rows[0] ?? null
}
