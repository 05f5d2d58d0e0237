import type { Side } from '../core/value.ts'

/** A task as a list shows it. */
export interface ListedTask {
  /** What the next page starts after. */
  readonly id: string
  readonly title: string | null
  readonly ids: Readonly<Record<Side, string | null>>
  readonly urls: Readonly<Record<Side, string | null>>
  /** Open questions about it, and refused values that stand. */
  readonly held: number
  readonly refused: number
  /** Somebody asked for its counterpart, which is not there yet. */
  readonly isWished: boolean
}
