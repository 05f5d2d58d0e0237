/** Rows changed this long before the newest one are read again: clocks tick in seconds, and commits overtake. */
export const overlapMs = 2 * 60_000

/** How far a vendor's clock may be ahead of ours. A stamp beyond that is somebody's mistake, as of an import. */
const aheadMs = 24 * 3600_000

/** The newest of these moments, ISO 8601 in UTC, that is no mistake: a list read from such a one on would show nothing for years. */
export function newestOf(moments: readonly (string | null)[], now: number): string | null {
  const known = moments
    .flatMap(moment => (moment === null ? [] : [Date.parse(moment)]))
    .filter(time => time <= now + aheadMs)
  return known.length === 0 ? null : new Date(known.reduce((a, b) => Math.max(a, b))).toISOString()
}

export interface Pulled {
  /** What the pull that has just ended asked for: rows changed at or after it. ISO 8601; null: everything. */
  readonly since: string | null
  /** The newest change that it showed, by the vendor's clock; null: it showed none. */
  readonly newest: string | null
  /** How long before its beginning the pull before it had ended, by our clock; 0 where nobody can tell. */
  readonly elapsedMs: number
}

/**
 * From when the next pull reads. The vendor's clock has gone on as ours has, so the horizon does too, also while nothing is
 * new: what changed in the last burst is read again for two minutes and not for ever. It never passes what was seen.
 */
export function nextSince({ since, newest, elapsedMs }: Pulled, overlap = overlapMs): string | null {
  if (newest === null) return since
  const seen = Date.parse(newest)
  const byNewest = seen - overlap
  const byClock = since === null ? byNewest : Math.min(Date.parse(since) + elapsedMs, seen + 1000)
  return new Date(Math.max(byNewest, byClock)).toISOString()
}

/** Whether a row that changed then is still to be shown by the next pull, so that how it is is news of today. */
export function isStillToCome(changedAt: string | null, since: string | null): boolean {
  return since !== null && changedAt !== null && Date.parse(changedAt) >= Date.parse(since)
}
