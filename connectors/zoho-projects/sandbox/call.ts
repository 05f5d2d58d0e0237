import { badStream, notFound, wrongType } from './refusal.ts'
import type { Fields, User } from './rows.ts'
import type { World } from './world.ts'

/** Who writes: the API's user through a client, or a person at the screen, who may do more. */
export interface Actor {
  readonly by: string
  readonly user: User
  readonly person: boolean
}

export interface Call {
  readonly world: World
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: string
}

export interface Answer {
  readonly status: number
  /** Absent: an answer without a body. */
  readonly body?: unknown
}

export interface Route {
  readonly verb: string
  /** Below `/api/v3/portal/{portal}/`; a part that starts with `:` is an id. */
  readonly path: string
  readonly scope: string
  readonly run: (call: Call) => Answer
}

export function route(verb: string, path: string, scope: string, run: (call: Call) => Answer): Route {
  return { verb, path, scope, run }
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? ''
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readBody(call: Call): Fields {
  const value = parsed(call.body)
  if (!isFields(value)) throw badStream()
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badStream()
  }
}

/** An id as it may come: text, or a number that JavaScript can still hold. */
export function asId(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value
  return typeof value === 'number' ? String(value) : null
}

/** The id inside `{ "id": "…" }`. */
export function linkedId(value: unknown, field: string): string {
  const id = isFields(value) ? asId(value.id) : null
  if (id === null) throw wrongType(field)
  return id
}

export function found<T>(row: T | undefined): T {
  if (row === undefined) throw notFound()
  return row
}

/** For a table of readers: a key named `constructor` must not find what every object has. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
