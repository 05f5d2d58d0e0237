import { createHash, randomBytes } from 'node:crypto'
import { apiTokenOf } from '../store/api-tokens.ts'
import type { Db } from '../store/database.ts'
import type { Actor, Role } from './verbs/verb.ts'

/** Marks our tokens for whoever finds one lying about. */
const mark = 'baton_'

export function newToken(): string {
  return `${mark}${randomBytes(32).toString('base64url')}`
}

/** A token is as long as it is random, so one round is enough. */
export function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

/** Who asks with this token; null: nobody. */
export async function actorOf(db: Db, token: string): Promise<Actor | null> {
  if (!token.startsWith(mark) || token.length > 100) return null
  const found = await apiTokenOf(db, hashOf(token))
  return found && { name: found.name, role: found.role as Role }
}
