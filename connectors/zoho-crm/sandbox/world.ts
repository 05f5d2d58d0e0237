import { type BadDays, badDays, type CallEntry, type SandboxDelivery } from '#spi'
import type { FieldDef } from './fields.ts'
import { standardFields } from './modules.ts'
import { moment } from './moment.ts'
import { firstPipeline, firstUsers, type Pipeline, type User } from './org.ts'
import { makeSwitches, type Switches } from './switches.ts'

/** A record as kept: moments in UTC, lookups as `{ id }`. */
export type Stored = Readonly<Record<string, unknown>> & { readonly id: string }

export interface Binned {
  readonly module: string
  readonly record: Stored
  readonly deletedAt: string
  readonly deletedBy: string
  /** Emptied from the bin by hand; otherwise time does it. */
  readonly purged: boolean
}

export interface Change {
  readonly at: string
  readonly by: string
  readonly userId: string
  readonly api: boolean
  readonly does: 'add' | 'edit' | 'remove' | 'restore'
  readonly module: string
  readonly id: string
  readonly before: Stored | null
  readonly after: Stored | null
}

/** One consent of one user to one client. */
export interface Grant {
  readonly client: string
  readonly dc: string | null
  readonly user: string | null
  readonly scopes: readonly string[] | null
  readonly refreshToken: string | null
}

export interface AccessToken {
  readonly grant: Grant
  readonly dc: string
  readonly issuedAt: number
  readonly expiresAt: number
}

export interface Code {
  readonly grant: Grant
  readonly dc: string
  readonly redirectUri: string
  readonly expiresAt: number
}

export interface Channel {
  readonly id: string
  readonly userId: string
  readonly events: readonly string[]
  readonly url: string
  readonly token: string | null
  readonly expiresAt: number
  readonly withValues: boolean
  readonly withRelated: boolean
  readonly condition: readonly unknown[]
}

export interface PageToken {
  readonly userId: string
  readonly bound: string
  readonly offset: number
  readonly expiresAt: number
}

/** Everything there is in one sandbox. Records are replaced, never changed in place. */
export interface World {
  readonly now: () => number
  ahead: number
  lastId: number
  readonly switches: Switches
  readonly users: Map<string, User>
  readonly fields: Map<string, FieldDef[]>
  readonly pipelines: Pipeline[]
  readonly records: Map<string, Map<string, Stored>>
  readonly bin: Map<string, Binned>
  readonly grants: Map<string, Grant>
  readonly accessTokens: Map<string, AccessToken>
  readonly codes: Map<string, Code>
  /** Refresh tokens that count no more, wherever they were made. */
  readonly revoked: Set<string>
  /** When access and refresh tokens were handed out, by what is counted. */
  readonly issued: Map<string, number[]>
  readonly channels: Map<string, Channel>
  readonly pageTokens: Map<string, PageToken>
  readonly history: Change[]
  /** How much of the history has been told to the subscribers. */
  told: number
  readonly deliveries: { readonly from: number; readonly delivery: SandboxDelivery }[]
  readonly calls: CallEntry[]
  readonly badDays: BadDays
  readonly spent: { readonly at: number; readonly credits: number }[]
  spentCredits: number
  inFlight: number
  heavyInFlight: number
}

export function createWorld(clock: () => number): World {
  const world: World = {
    now: () => clock() + world.ahead * 1000,
    ahead: 0,
    lastId: 500_000,
    switches: makeSwitches(),
    users: new Map(firstUsers(moment(clock())).map(user => [user.id, user])),
    fields: standardFields(),
    pipelines: [firstPipeline()],
    records: new Map([...standardFields().keys()].map(name => [name, new Map()])),
    bin: new Map(),
    grants: new Map(),
    accessTokens: new Map(),
    codes: new Map(),
    revoked: new Set(),
    issued: new Map(),
    channels: new Map(),
    pageTokens: new Map(),
    history: [],
    told: 0,
    deliveries: [],
    calls: [],
    badDays: badDays(),
    spent: [],
    spentCredits: 0,
    inFlight: 0,
    heavyInFlight: 0,
  }
  return world
}

/** The vendor's ids have more digits than a JavaScript number holds, so they are only ever text. */
export function nextId(world: World): string {
  world.lastId += 1
  return String(770_000_000_000n * 1_000_000n + BigInt(world.lastId))
}

export function recordsOf(world: World, module: string): Map<string, Stored> {
  const found = world.records.get(module)
  if (!found) throw new Error(`no module '${module}'; there are: ${[...world.records.keys()].join(', ')}`)
  return found
}

export function fieldsOf(world: World, module: string): readonly FieldDef[] {
  return world.fields.get(module) ?? []
}

export function userNamed(world: World, name: string): User | undefined {
  const wanted = name.toLowerCase()
  return [...world.users.values()].find(user =>
    [user.id, user.email, `${user.first_name} ${user.last_name}`].some(one => one.toLowerCase() === wanted),
  )
}
