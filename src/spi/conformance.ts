import type { Fields, Value } from '../core/value.ts'
import type { Row } from './connector.ts'
import type { PersonAct, Sandbox } from './sandbox.ts'

/** Rows that stand already, by entity: what a new row may hang on. */
export type Standing = Readonly<Record<string, Row>>

/** Who and what a value may name. */
export interface Named {
  /** The vendor's ids of active users, our own first. */
  readonly people: readonly string[]
  readonly standing: Standing
}

/**
 * What the conformance kit cannot find out by itself about a vendor: `conformance.ts` of a connector's folder. The kit
 * makes rows through the connector; only what people do at the vendor's screen is told here in the vendor's own words.
 */
export interface Conformance {
  /**
   * For each entity that can be created, in an order in which they can be made. Others may be tried too, where somebody
   * can add a row at the screen.
   */
  readonly trials: Readonly<Record<string, Trial>>
  /** Promises that are not kept, by the name of the test, with the reason. A name that is no test is an error. */
  readonly skips?: Readonly<Record<string, string>>
  /** Settings of the box (`name: value`) with which Baton lacks a right, or what it needs, with the reason: nothing is promised. */
  readonly unfit?: Readonly<Record<string, string>>
  /** Promises that a setting of the box (`name: value`) takes away. One that matches no promise is an error. */
  readonly exceptions?: Readonly<Record<string, readonly Exception[]>>
  /** Gives the account in the box a time zone; absent where the vendor keeps due dates as days. */
  inZone?(sandbox: Sandbox, zone: string): void
  /** An admin adds fields of the account's own; the names that they have in rows, by entity. */
  customise?(sandbox: Sandbox): Readonly<Record<string, readonly string[]>>
  /** What an admin does where no API makes webhooks. */
  hook?(sandbox: Sandbox, callback: string, secret: string): void
}

export interface Exception {
  readonly promise: RegExp
  readonly why: string
}

export interface Trial {
  /** What a create needs, apart from the title. `us`: the vendor's id of the user that writes are made as. */
  readonly fields?: (standing: Standing, us: string) => Fields
  /** The text field that the kit tells rows apart by. */
  readonly title: string
  /** The entity that its rows live inside, where pulls can be kept to one of those. */
  readonly within?: string
  /** Values to try in a field, where its type does not say what the vendor takes. */
  readonly values?: (named: Named) => Readonly<Record<string, readonly Value[]>>
  /** Fields that change along with a field, because the vendor keeps both in one place. */
  readonly along?: Readonly<Record<string, readonly string[]>>
  /** What somebody else does at the vendor's screen. Absent where nobody can there. */
  readonly screen?: {
    /** Needed where the API makes none, and faster where it makes them one by one. */
    add?(standing: Standing, title: string): PersonAct
    retitle(row: Row, title: string): PersonAct
  }
}
