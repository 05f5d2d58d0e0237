import type { ReceivedMail } from '../../src/cli/demo/mail-sink.ts'
import type { Side } from '../../src/core/value.ts'
import type { WriteEntry } from '../../src/spi/index.ts'

/** What a record shows of what the laboratory types. */
export interface Shown {
  readonly title: string
  /** The words of its text, in order. */
  readonly words: string
  /** A calendar day. */
  readonly due: string | null
  readonly isClosed: boolean
}

/** An entry of a vendor's own history, in words that are the same for every vendor. */
export interface Deed {
  readonly side: Side
  readonly kind: 'task' | 'comment' | 'project'
  readonly id: string
  readonly does: WriteEntry['does']
  readonly isBatons: boolean
  /** Nobody did it: a backup was restored. */
  readonly isBackups: boolean
  /** By the vendor's clock; ms. */
  readonly at: number
  readonly before: Shown | null
  readonly after: Shown | null
  /** An edit after which the record says what it said before. */
  readonly isIdle: boolean
}

/** A comment that somebody wrote. */
export interface Told {
  readonly side: Side
  readonly id: string
  /** Id of its task, on the same side. */
  readonly task: string
}

/** A question or a refusal that is open at the end. */
export interface Asked {
  /** Ids of the rows it is about, of either side. */
  readonly rows: readonly string[]
  /** Empty: the whole row. */
  readonly field: string
}

export interface Arrival {
  readonly side: Side
  /** The classes of calls that it counts under. */
  readonly classes: readonly string[]
  /** When it came, by this machine; ms. */
  readonly at: number
}

export interface DeclaredLimit {
  readonly side: Side
  readonly of: string
  readonly calls: number
  readonly perMs: number
}

/** All that a run is judged by. */
export interface Evidence {
  /** In the order of each side's history. */
  readonly deeds: readonly Deed[]
  readonly told: readonly Told[]
  readonly asked: readonly Asked[]
  readonly journal: string
  readonly letters: readonly ReceivedMail[]
  readonly arrivals: readonly Arrival[]
  /** The rows, `side id`, that Baton can have heard of: an answer that reached it showed them. */
  readonly shown: ReadonlySet<string>
  readonly limits: readonly DeclaredLimit[]
  /** When the database's clock was set, by this machine; ms. */
  readonly clockJumps: readonly number[]
}

export function wordsOf(text: unknown): string[] {
  return String(text ?? '').match(/\bw\d+\b/g) ?? []
}

/** Every word that a record shows. */
export function wordsIn(shown: Shown | null): string[] {
  return shown ? wordsOf(`${shown.title} ${shown.words}`) : []
}
