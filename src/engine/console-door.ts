import { randomBytes } from 'node:crypto'
import { type LinkedUser, linkedUser, takeLink } from '../store/console-links.ts'
import { closeSession, openSession, type SessionUser, sessionUser } from '../store/console-sessions.ts'
import { noteSignIn, noteWrongPassword, setPassword, userByEmail } from '../store/console-users.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { writeJournal } from '../store/journal.ts'
import { hashOf } from './api-tokens.ts'
import type { Engine } from './engine.ts'
import { hashPassword, isPassword } from './passwords.ts'

/** What came of knocking: a session's token, told this once, or why there is none. */
export type Entered =
  | { readonly is: 'in'; readonly token: string }
  | { readonly is: 'wrong' }
  | { readonly is: 'locked'; readonly seconds: number }

type Door = Pick<Engine, 'pool'>

/** Lets somebody in by address and password. Who tries too often has to wait, whatever is tried. */
export async function enter({ pool }: Door, email: string, password: string): Promise<Entered> {
  const user = await userByEmail(pool, email)
  if (user && user.lockedSeconds > 0) return { is: 'locked', seconds: user.lockedSeconds }
  const matches = await isPassword(password, user?.password ?? null)
  return inTransaction(pool, async tx => {
    if (user && matches) return { is: 'in', token: await opened(tx, user) }
    if (user) await noteWrongPassword(tx, user.id)
    return { is: 'wrong' }
  })
}

/** Lets somebody in whom another server knows by this address; null: no admin has let them in. */
export async function enterAs({ pool }: Door, email: string): Promise<string | null> {
  const user = await userByEmail(pool, email)
  return user ? inTransaction(pool, tx => opened(tx, user)) : null
}

/** Whom a link would let in. */
export function linkedTo({ pool }: Door, token: string): Promise<LinkedUser | null> {
  return linkedUser(pool, hashOf(token))
}

/** Lets somebody in by a link, which no longer works then. `password`: what they chose, where it led to that. */
export async function enterByLink(
  { pool }: Door,
  token: string,
  password: string | null,
): Promise<string | null> {
  const link = hashOf(token)
  const goal = (await linkedUser(pool, link))?.leadsTo
  if (goal === undefined || (goal === 'password' && password === null)) return null
  const kept = goal === 'password' && password !== null ? await hashPassword(password) : null
  return inTransaction(pool, async tx => {
    const user = await takeLink(tx, link)
    if (!user) return null
    if (kept !== null) await setPassword(tx, user.id, kept)
    return opened(tx, user)
  })
}

async function opened(tx: Db, user: { readonly id: string; readonly email: string }): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await openSession(tx, hashOf(token), user.id)
  await noteSignIn(tx, user.id)
  const data = { verb: 'users.sign-in', by: user.email, ask: {} }
  await writeJournal(tx, null, [{ pair: null, key: null, kind: 'asked', data }])
  return token
}

export function visitorOf({ pool }: Door, token: string): Promise<SessionUser | null> {
  return token.length > 100 ? Promise.resolve(null) : sessionUser(pool, hashOf(token), 'moves-on')
}

/** Whose page asks by itself; a session does not last because a page is left open. */
export function watcherOf({ pool }: Door, token: string): Promise<SessionUser | null> {
  return token.length > 100 ? Promise.resolve(null) : sessionUser(pool, hashOf(token), 'stays')
}

export function leave({ pool }: Door, token: string): Promise<void> {
  return closeSession(pool, hashOf(token))
}
