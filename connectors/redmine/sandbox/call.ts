import type { User } from './rows.ts'
import type { World } from './world.ts'

/** Who acts: a user by the API, a user at the screen, or a stranger (null). */
export interface Actor {
  readonly by: string
  readonly user: User | null
}

export interface Call {
  readonly world: World
  readonly actor: Actor
  /** What stands for `{id}` in the path. */
  readonly id: string
  readonly query: URLSearchParams
  /** What stands under the record's name in the body, e.g. `issue`. */
  readonly given: Given
}

export type Given = Readonly<Record<string, unknown>>

export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number, or text that is one; else null, as for empty text. */
export function numberIn(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\d+$/.test(text.trim()) ? Number(text) : null
}

/** Text or a number as text; null for anything else. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

/** Pieces of `include=a,b`. */
export function included({ query }: Pick<Call, 'query'>): readonly string[] {
  return (query.get('include') ?? '').split(',')
}
