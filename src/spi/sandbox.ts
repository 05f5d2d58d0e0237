import type { SwitchState } from './switchboard.ts'

/** A request as it arrives at a vendor's door: raw, because a vendor sees raw. */
export interface WireRequest {
  readonly method: string
  /** Absolute, with the vendor's own host: `https://www.zohoapis.com/crm/v8/Tasks?fields=Subject`. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface WireResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A webhook the vendor would send now. Whoever runs the sandbox carries it to its `url`. */
export interface SandboxDelivery {
  readonly method: 'POST' | 'GET'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Bad days, on request. `lost-answer` does the work and drops the reply; `slow` does it and answers late.
 * The runner of the sandbox turns a `null` answer into a cut connection.
 */
export type Fault = 'unauthorized' | 'throttled' | 'down' | 'slow' | 'lost-answer' | 'garbled'

export interface FaultOrder {
  readonly fault: Fault
  /** Only calls whose `METHOD /path` contains this text; all calls when absent. */
  readonly match?: string
  /** How many calls it hits; 1 unless told. */
  readonly times?: number
  /** A bad day that ends: whatever it has not hit within so many ms it never does. */
  readonly withinMs?: number
}

/** What somebody at the vendor's own screen can do, in the vendor's own words. */
export interface PersonAct {
  readonly as: string
  readonly does: 'add' | 'edit' | 'remove' | 'restore'
  /** The vendor's own name of the kind of record, e.g. `Tasks`. */
  readonly module: string
  readonly id?: string
  /** In the vendor's own shape, e.g. `{ "Subject": "Kick-off" }`. */
  readonly fields?: Readonly<Record<string, unknown>>
}

export interface WriteEntry {
  readonly at: string
  /** `api:<client>` for a call with a token, `person:<name>` for the vendor's own screen, `backup` for one that was restored. */
  readonly by: string
  readonly does: 'add' | 'edit' | 'remove' | 'restore'
  readonly module: string
  readonly id: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

export interface CallEntry {
  readonly at: string
  readonly method: string
  /** The path with ids replaced by `{id}`, as the vendor counts calls. */
  readonly pattern: string
  readonly path: string
  readonly status: number
}

export interface SandboxOptions {
  /** Milliseconds since 1970; the machine's clock unless given. */
  readonly now?: () => number
}

/**
 * The vendor in a box: a function in the network's place. It imitates what the vendor's pages say, not what a
 * connector wishes, and it misbehaves when asked to. Every unsure fact is a switch.
 */
export interface Sandbox {
  readonly name: string
  /** The vendor's hosts that this sandbox stands in for. */
  readonly hosts: readonly string[]
  /** Connection settings and credentials that it accepts, as an admin would type them. */
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Readonly<Record<string, string>>
  /** Answers one API call; `null` is a connection cut without an answer. */
  handle(request: WireRequest): Promise<WireResponse | null>
  person(act: PersonAct): Readonly<Record<string, unknown>>
  /** What to begin with, for whoever tries it by hand: each is possible in a new box after those before it. */
  readonly examples: readonly PersonAct[]
  fault(order: FaultOrder): void
  /** Sets a switch; an unknown name or value is refused with the list of those there are. */
  turn(name: string, value: string | number | boolean): void
  /** Every switch: what it is set to, and what it can be. */
  switches(): Readonly<Record<string, SwitchState>>
  /** Moves the sandbox's clock forward. */
  advance(seconds: number): void
  /** Every record by module, as the vendor stores it. */
  state(): Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** Every change of a record since the start, whoever made it; without so many of the first. */
  history(skip?: number): readonly WriteEntry[]
  /** Every API call since the start. */
  calls(): readonly CallEntry[]
  /**
   * Takes a backup. What it answers restores it: every record is as it was, under its old time; only the clock, the settings
   * and who may come in stay. Nobody is told but the history, which goes on.
   */
  backup(): () => void
  /** Webhooks waiting to be sent; taking them empties the list. */
  takeDeliveries(): readonly SandboxDelivery[]
}
