import { randomBytes, randomUUID } from 'node:crypto'
import { keepLink, type LinkGoal } from '../store/console-links.ts'
import { anybodyHasPassword, keepUser, userByEmail } from '../store/console-users.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { hashOf } from './api-tokens.ts'
import type { Engine } from './engine.ts'
import type { Role } from './verbs/verb.ts'

/** The path of a new link that lets somebody in once; its token is told this once. */
export async function newLinkPath(tx: Db, user: string, leadsTo: LinkGoal, hours: number): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await keepLink(tx, { hash: hashOf(token), user, leadsTo, hours })
  return `/welcome/${token}`
}

/** The path by which the first admin comes in and chooses a password; null: somebody has one already. */
export function firstAdminPath({ pool, config }: Pick<Engine, 'pool' | 'config'>): Promise<string | null> {
  return inTransaction(pool, async tx =>
    (await anybodyHasPassword(tx))
      ? null
      : pathFor(tx, { email: config.adminEmail, name: 'Admin', role: 'admin' }, 'password'),
  )
}

/** Somebody who may sign in, made where they are not there yet, and the path of a link that lets them straight in, once. */
export function readySignInPath(
  { pool }: Pick<Engine, 'pool'>,
  who: { readonly email: string; readonly name: string; readonly role: Role },
): Promise<string> {
  return inTransaction(pool, tx => pathFor(tx, who, 'console'))
}

async function pathFor(
  tx: Db,
  who: { readonly email: string; readonly name: string; readonly role: Role },
  leadsTo: LinkGoal,
): Promise<string> {
  await keepUser(tx, { ...who, id: randomUUID(), createdBy: 'first start' })
  const user = await userByEmail(tx, who.email)
  if (!user) throw new Error(`${who.email} could not be kept.`)
  return newLinkPath(tx, user.id, leadsTo, 24)
}
