import type { WireRequest } from '#spi'
import { Refusal } from './answer.ts'
import { type Actor, recordsOf, type Stored, type World } from './world.ts'

/** One API call whose key was good. */
export interface Call {
  readonly world: World
  readonly request: WireRequest
  readonly query: URLSearchParams
  readonly actor: Actor
  /** `Task`, `App`, … */
  readonly type: string
  readonly id: string
}

export type Values = Readonly<Record<string, unknown>>

/** The body as an object. JSON that cannot be read breaks the server: 500 without a word. */
export function bodyOf({ request }: Call): Values {
  try {
    const read: unknown = JSON.parse(request.body === '' ? '{}' : request.body)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  } catch {
    throw new Refusal(500, '')
  }
  throw new Refusal(400, 'Bad request body.')
}

/** A record that a call names, where its user may see it. */
export function recordOf(call: Call, missing: (id: string) => string): Stored {
  if (call.id === '0') throw new Refusal(400, 'No ID.')
  const record = recordsOf(call.world, call.type).get(call.id)
  if (!record) throw new Refusal(404, missing(call.id))
  if (!mayRead(call, record))
    throw new Refusal(403, call.request.method === 'GET' ? "No 'read' access." : 'No edit access.')
  return record
}

/**
 * Under a role with the level "own", records of others are not there in lists and forbidden by themselves. So is an
 * inactive user for everybody but admins.
 */
export function mayRead({ world, actor, type }: Call, record: Stored): boolean {
  if (type === 'User') return record.isActive !== false
  if (world.switches.get('read-level') === 'all') return true
  return record.assignedUserId === actor.userId || record.createdById === actor.userId
}
