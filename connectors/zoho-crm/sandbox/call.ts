import type { WireResponse } from '#spi'
import type { Actor } from './actor.ts'
import { invalid, missingParam } from './answer.ts'
import { isObject } from './check-value.ts'
import type { User } from './org.ts'
import type { World } from './world.ts'

/** One API call with a good token, on its way to the code that answers it. */
export interface Call {
  readonly world: World
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the route's `{…}` parts stand for. */
  readonly params: Readonly<Record<string, string>>
  readonly user: User
  readonly client: string
}

export interface Route {
  readonly method: string
  readonly path: string
  /** Each of them has to be covered; `{module}` is filled in, and any wider scope will do. */
  readonly scopes: readonly string[]
  readonly run: (call: Call) => WireResponse
  readonly credits?: (call: Call) => number
  /** Whether the call counts among the ten heavy ones that may run at a time. */
  readonly heavy?: (call: Call) => boolean
}

export function query(call: Call, name: string): string | null {
  return call.url.searchParams.get(name)
}

export function mustQuery(call: Call, name: string): string {
  const value = query(call, name)
  if (value === null || value === '') throw missingParam(name)
  return value
}

export function csv(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean)
}

export function wholeQuery(call: Call, name: string, initial: number, max: number): number {
  const text = query(call, name)
  if (text === null) return initial
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1 && number <= max) return number
  throw invalid({ param_name: name, expected_data_type: 'integer', maximum: max })
}

export function module(call: Call): string {
  return call.params.module ?? ''
}

export function bodyOf(call: Call): Readonly<Record<string, unknown>> {
  const parsed = parse(call.body)
  if (isObject(parsed)) return parsed
  throw invalid({ expected_data_type: 'jsonobject' }, 'body')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function actor(call: Call, workflows: boolean): Actor {
  return { user: call.user, by: `api:${call.client}`, api: true, workflows }
}
