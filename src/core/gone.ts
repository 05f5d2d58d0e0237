import type { SeenRow, Sighting } from './plan.ts'

/** How long a row has to be missing, in ms, before its absence is believed. */
export const goneAfterMs = 60_000

/**
 * What a read tells about a row. A row is gone only when a deletion feed says so, or when two reads apart in time
 * miss it; a single miss may be a hiccup, missing rights or a moved record.
 */
export function sightingOf(
  row: SeenRow | undefined,
  missingSince: number | null,
  saidGone: boolean,
  now: number,
): Sighting {
  if (row !== undefined) return { seen: 'row', row }
  if (saidGone) return { seen: 'gone' }
  return missingSince !== null && now - missingSince >= goneAfterMs ? { seen: 'gone' } : { seen: 'missing' }
}
