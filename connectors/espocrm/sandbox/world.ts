import { type BadDays, badDays, type CallEntry, type WriteEntry } from '#spi'
import { definitions, type Fields } from './definitions.ts'
import { makeSwitches, type Switches } from './switches.ts'

export type Stored = Readonly<Record<string, unknown>> & { readonly id: string }

export interface Webhook {
  readonly id: string
  readonly event: string
  readonly url: string
  readonly secretKey: string
  readonly isActive: boolean
  readonly skipOwn: boolean
  readonly createdAt: string
}

/** A change that webhooks are told of. */
export interface Happening {
  readonly webhook: string
  readonly data: Readonly<Record<string, unknown>>
  /** Milliseconds; it is not sent before. */
  readonly dueAt: number
}

/** Who does something: the API user, or a person at the screen. */
export interface Actor {
  readonly by: string
  readonly userId: string
  readonly api: boolean
}

export interface World {
  readonly switches: Switches
  /** Each type's fields; an admin can change them. */
  readonly fields: Map<string, Fields>
  readonly records: Map<string, Map<string, Stored>>
  readonly deleted: Map<string, Map<string, Stored>>
  readonly webhooks: Map<string, Webhook>
  readonly waiting: Happening[]
  readonly history: WriteEntry[]
  readonly calls: CallEntry[]
  readonly badDays: BadDays
  readonly clock: () => number
  ahead: number
  ids: number
}

export const apiKey = '5b0c6d1e7f20418a93b4c5d6e7f80912'
export const apiUserId = '6a00000000000b001'

const people: readonly Stored[] = [
  person(apiUserId, 'baton', 'Baton', 'api', null),
  person('6a00000000000a001', 'ada', 'Ada Sync', 'admin', 'ada@example.test'),
  person('6a00000000000a002', 'cy', 'Cy Delivery', 'regular', 'cy@example.test'),
]

function person(
  id: string,
  userName: string,
  name: string,
  type: string,
  emailAddress: string | null,
): Stored {
  const createdAt = '2026-01-05 08:00:00'
  return {
    id,
    userName,
    name,
    type,
    emailAddress,
    isActive: true,
    createdAt,
    modifiedAt: createdAt,
    deleted: false,
  }
}

export function createWorld(clock: () => number): World {
  const types = Object.keys(definitions)
  const empty = () => new Map(types.map(type => [type, new Map<string, Stored>()] as const))
  const records = empty()
  for (const one of people) records.get('User')?.set(one.id, one)
  return {
    switches: makeSwitches(),
    fields: new Map(Object.entries(definitions)),
    records,
    deleted: empty(),
    webhooks: new Map(),
    waiting: [],
    history: [],
    calls: [],
    badDays: badDays(),
    clock,
    ahead: 0,
    ids: 0,
  }
}

export function nowOf(world: World): number {
  return world.clock() + world.ahead * 1000
}

/** UTC, whole seconds, no zone: `2026-11-21 21:21:06`. */
export function momentAt(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** Seventeen letters of the hexadecimal kind, rising. */
export function nextId(world: World): string {
  world.ids += 1
  return `6b${world.ids.toString(16).padStart(15, '0')}`
}

export function recordsOf(world: World, type: string): Map<string, Stored> {
  const found = world.records.get(type)
  if (!found) throw new Error(`no type '${type}'; there are: ${[...world.records.keys()].join(', ')}`)
  return found
}

export function fieldsOf(world: World, type: string): Fields {
  return world.fields.get(type) ?? {}
}
