import type { Settings } from './connector.ts'

/**
 * Comments, by the fields that every one of them has: `text`, `author` (a person), `authorName`, `at` (the moment it was
 * written); `private`, where there are comments that clients do not see; and `files`, each with its name and address.
 */
export interface Inside {
  /** The kind of row they stand in, and their own field that names it. */
  readonly entity: string
  readonly field: string
  /**
   * How new ones come to light: `listed`, a pull lists those of all rows since, or the rows in which there are such
   * (`Page.threads`); `marked`, the row they stand in shows another mark (`Row.inside`); `unsure`, not always.
   */
  readonly news: 'listed' | 'marked' | 'unsure'
  /** Whether clients can come to read them, those that are private excepted. */
  readonly clients: boolean
  /**
   * Whether the account posts as the people who wrote: a create may name its `author`, a user there. Where that person may
   * not post, or is not known there, it is posted as us. Absent: always as us.
   */
  readonly speaks?: (settings: Settings) => boolean
}

/** A row in whose thread something is new. */
export interface MovedThread {
  readonly id: string
  /** As `Row.inside` of that row has it. */
  readonly mark: string
  /** ISO 8601 in UTC; the next pull asks since the newest of them. */
  readonly at: string
}

/**
 * Rows that are listed only within another: the kind of that row, their own field that names it, and the one by which people
 * know them. Of all there are, only those that something waits for are looked at.
 */
export interface Listed {
  readonly within: string
  readonly field: string
  readonly by: string
}
