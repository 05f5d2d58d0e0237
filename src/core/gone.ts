import type { SeenRow, Sighting } from './plan.ts'

/** How long a row has to be missing, in ms, before its absence is believed. */
export const goneAfterMs = 60_000

/** What is known of a row that a reading missed. */
export interface Absence {
  /** For how long readings have missed it, in ms, by the database's clock; null: this is the first one. */
  readonly forMs: number | null
  /** A deletion feed named it. */
  readonly said: boolean
  /** Whether the row that it belongs to, a task's project, answers; `none`: it belongs to no row. */
  readonly parent: 'answers' | 'missing' | 'none'
  /** Its vendor gives a record another id when it is moved; `looked`: it would have been seen at its new place by now. */
  readonly moves?: { readonly looked: boolean }
}

/**
 * What a read tells about a row. A row is gone only when a deletion feed says so, or when two reads apart in time miss it
 * while the row it belongs to still answers. A single miss may be a hiccup; a project in the trash, or one that we
 * may no longer see, takes its tasks out of sight and deletes none of them. A row that may have been moved is first looked
 * for at its new place.
 */
export function sightingOf(row: SeenRow | undefined, absence: Absence): Sighting {
  if (row !== undefined) return { seen: 'row', row }
  if (absence.said) return { seen: 'gone' }
  if (!isLong(absence) || absence.moves?.looked === false) return { seen: 'missing' }
  if (absence.parent === 'missing') return { seen: 'out-of-sight' }
  return { seen: 'gone', ...(absence.moves ? { maybeMoved: true } : {}) }
}

/** How long a deal that was won has to be missing, in ms: nobody would ask for its project a second time. */
const wonGoneAfterMs = 24 * 3600_000

/**
 * Of a row that something was asked for and that a reading missed: when it is looked for again, in ms; null: it is gone.
 * The longer it is out of sight, the more seldom.
 */
export function lookForWished(why: 'won' | 'asked' | 'needed', missingMs: number | null): number | null {
  const patienceMs = why === 'won' ? wonGoneAfterMs : goneAfterMs
  const missed = missingMs ?? 0
  return missed >= patienceMs ? null : Math.max(goneAfterMs, Math.min(missed, patienceMs - missed))
}

export function isLong({ forMs }: Pick<Absence, 'forMs'>): boolean {
  return forMs !== null && forMs >= goneAfterMs
}
