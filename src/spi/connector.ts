import type { z } from 'zod'
import type { Failure } from '../core/failure.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Auth } from './auth.ts'
import type { DoctorAsk, Finding } from './doctor.ts'
import type { Inside, Listed, MovedThread } from './inside.ts'
import type { CallsLeft, Limit } from './limits.ts'
import type { VendorRequest, VendorResponse } from './wire.ts'
import type { LostUpdate, Write, WriteResult } from './write.ts'

export type Settings = Readonly<Record<string, string>>

/** Things about one account that a connector has to ask once and keep: its time zone, its won stages, … */
export type Facts = Readonly<Record<string, string>>

export interface Account {
  /** For a person: which account this connection reaches. */
  readonly account: string
  /**
   * Which account that is, in the vendor's terms: always the same for one, and another for another, whoever signs in. Absent
   * where the vendor does not tell. Rows of another account are never taken for those that are linked.
   */
  readonly identity?: string
  /** The vendor's id of the user that our writes are made as. */
  readonly userId: string
  readonly facts: Facts
}

/** A connection in use: signs, paces, logs and redacts requests, and refuses hosts the connector did not declare. */
export interface Session {
  readonly settings: Settings
  /** What `check` found out about this account; empty before the first check. */
  readonly facts: Facts
  /** Answers with a success (2xx, 304) or throws a `VendorError`. */
  send(request: VendorRequest): Promise<VendorResponse>
}

export type FieldType =
  | 'text'
  | 'rich-text'
  | 'number'
  | 'money'
  | 'date'
  | 'moment'
  | 'flag'
  | 'choice'
  | 'person'
  | 'people'
  | 'ref'
  /** A list of words, each of them there or not. */
  | 'tags'

export interface FieldSpec {
  readonly type: FieldType
  readonly title: string
  readonly writable: boolean
  readonly required?: boolean
  readonly maxLength?: number
  readonly choices?: readonly string[]
  /** Of a field that says how far a record is: the values that mean it is closed. */
  readonly closed?: readonly (string | boolean)[]
  /** For `ref`: the entity whose row it names. */
  readonly entity?: string
}

export type FieldSpecs = Readonly<Record<string, FieldSpec>>

export interface Entity {
  readonly title: string
  readonly fields: FieldSpecs
  readonly pageSize: number
  /** Rows per write call; 1 where the vendor has no bulk endpoint. */
  readonly bulk: number
  readonly can: {
    readonly create: boolean
    readonly update: boolean
    readonly delete: boolean
    /** Pulls can start at a moment; else every pull reads everything. */
    readonly since: boolean
    /** A write that names an outdated version is refused as `stale`. */
    readonly ifVersion: boolean
    /** One key makes one row, however often the create is sent. */
    readonly createOnce: boolean
  }
  readonly deletions: 'pulled' | 'hooked' | 'swept'
  /**
   * Of records that can be moved: a move gives them another row id, `place/record`, of which at most the record's own part
   * stays. A row that is not found any more may then have been moved, so nothing is deleted or made anew for it unasked.
   */
  readonly moves?: true
  /** The flag that is false where a record is no longer in use: it is offered to nobody, and keeps its links. */
  readonly active?: string
  readonly listed?: Listed
  /** Of rows that stand inside others, as comments do. They are read within one such row. */
  readonly inside?: Inside
}

export interface Row {
  readonly id: string
  /** Changes when the row does; compared, never read. Some vendors tick in whole seconds. */
  readonly version: string
  /** ISO 8601 in UTC, or null where the vendor does not tell. */
  readonly changedAt: string | null
  /** The vendor's id of the person who changed it last, or null where the vendor does not tell. */
  readonly changedBy: string | null
  readonly fields: Fields
  /**
   * What of the row could not be read, and why, by field (left out of `fields`); `''` for the row as a whole. It is held
   * and shown. The words never repeat what the row holds.
   */
  readonly unread?: Readonly<Record<string, string>>
  /** Our create key, where the vendor keeps it on the row. A clone carries it too. */
  readonly key?: string
  readonly url?: string
  /** By kind: a mark that changes when rows that stand inside this one come or go; '' when there are none. */
  readonly inside?: Readonly<Record<string, string>>
}

export interface PullAsk {
  readonly entity: string
  /** ISO 8601 in UTC; rows changed at or after it. Null reads everything. */
  readonly since: string | null
  readonly cursor: string | null
  /** The row inside which an entity's rows are asked for. */
  readonly within?: string
}

export interface Page {
  readonly rows: readonly Row[]
  readonly gone: readonly string[]
  readonly next: string | null
  /** Rows that this entity stands inside and whose threads moved, where the vendor does not list what is new in them. */
  readonly threads?: readonly MovedThread[]
}

/** News that a row may have changed. It says when to look, never what is there. */
export interface Hint {
  readonly entity: string
  readonly id: string
}

export interface Delivery {
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The raw bytes, as they came. */
  readonly body: Uint8Array
}

export interface Webhooks {
  /** Pure, over the raw bytes, in constant time. */
  verify(delivery: Delivery, secret: string): boolean
  /** What to look at. Throws on a body it cannot read; never returns data to believe. */
  parse(delivery: Delivery): readonly Hint[]
  /** Absent where only an admin can set the webhook up; the folder's README then says how. */
  subscribe?(session: Session, ask: SubscribeAsk): Promise<Subscription>
  /** Ends what `subscribe` began for this callback. Where nothing is left to end, that is well. */
  unsubscribe?(session: Session, callback: string): Promise<void>
}

export interface Subscription {
  readonly id: string
  /** ISO 8601 in UTC; null where it lasts until somebody ends it. It is asked for again now and then all the same. */
  readonly expiresAt: string | null
  /** True where nothing listened before: what changed until now was told to nobody, and is pulled at once. */
  readonly began?: boolean
  /** What deliveries are signed with, where the vendor makes that up; it is kept in place of ours. */
  readonly secret?: string
}

export interface SubscribeAsk {
  readonly callback: string
  readonly secret: string
  readonly entities: readonly string[]
  /** ISO 8601 in UTC; what the vendor should count from. */
  readonly now: string
}

/** Who gave a field the value it shows; the id is one as in `Row.changedBy`. */
export interface Editor {
  readonly userId: string
  readonly email?: string
}

/** What a vendor is to Baton. One typed literal per folder; no base class, no retries, no sleeping, no state. */
export interface Connector {
  readonly name: string
  readonly title: string
  readonly side: Side
  readonly docs: string
  readonly auth: Auth
  readonly settings: z.ZodObject
  readonly hosts: (settings: Settings) => readonly string[]
  /** True: its hosts stand where the settings say, in a company's own network, too. Else they are reached on the internet only. */
  readonly selfHosted?: true
  readonly limits: (settings: Settings) => readonly Limit[]
  readonly entities: Readonly<Record<string, Entity>>
  readonly webhooks?: Webhooks
  /** Proves that the credentials work, and finds the account's facts. */
  check(session: Session): Promise<Account>
  /**
   * An entity's fields as this account has them: the declared ones with the account's own choices and lengths, and its
   * custom fields under the vendor's own names. Rows show them and writes take them once a check has run.
   */
  describe?(session: Session, entity: string): Promise<FieldSpecs>
  /** Who last changed a field, from the vendor's history; null where the history does not tell. */
  lastEditor?(session: Session, entity: string, id: string, field: string): Promise<Editor | null>
  /**
   * What an update took away, by the vendor's history, although its writer had seen `before`; of one whose answer was lost, as
   * `WriteResult.replaced` cannot say it then. Fields of which the history tells nothing are left out.
   */
  replaced?(session: Session, entity: string, id: string, update: LostUpdate): Promise<Fields>
  /** Whether this account keeps the promise `can.createOnce`, by what `check` saw of it; absent: every account does. */
  createsOnce?(facts: Facts, entity: string): boolean
  /**
   * Makes in the account what the connector needs of its own and may make there, and says what that was. Called after a
   * check, with what that saw; whatever it made is checked again. What it may not make is the doctor's to tell.
   */
  prepare?(session: Session): Promise<readonly string[]>
  /** Entities that this account neither shows nor takes, by what `check` saw; nothing waits for their rows. */
  outOfReach?(facts: Facts): readonly string[]
  /** What an admin should know of this account: rights, fields, webhooks, other connectors. Reads only. */
  doctor?(session: Session, ask: DoctorAsk): Promise<readonly Finding[]>
  /** One page of rows changed since; the cursor is explicit, so that a restart resumes. */
  pull(session: Session, ask: PullAsk): Promise<Page>
  /** The absent are absent. */
  fetch(session: Session, entity: string, ids: readonly string[]): Promise<readonly Row[]>
  /** The row an earlier create with this key made, if there is one. Only where `can.createOnce`. */
  find(session: Session, entity: string, key: string, fields: Fields): Promise<Row | null>
  /** One result each, in order, with the row as it now is. A bad row fails alone. */
  write(session: Session, entity: string, writes: readonly Write[]): Promise<readonly WriteResult[]>
  /** Pure. */
  classify(response: VendorResponse): Failure
  /** Pure. Absent where the vendor's answers do not tell. What it says overrules our own count. */
  callsLeft?(request: VendorRequest, response: VendorResponse): readonly CallsLeft[]
}
