import type { DeclaredLimit, Evidence } from '../evidence.ts'

/**
 * In no rolling window came more calls than were declared. Where the database's clock was set within a window nobody can
 * count: what Baton remembers of it may seem older than the window is long.
 */
export function limits({ arrivals, limits: declared, clockJumps }: Evidence): string[] {
  return declared.flatMap(limit => {
    const times = arrivals
      .filter(one => one.side === limit.side && one.classes.includes(limit.of))
      .map(one => one.at)
      .sort((a, b) => a - b)
    const between = Map.groupBy(times, at => clockJumps.filter(jump => jump <= at).length)
    const most = Math.max(0, ...[...between.values()].map(some => mostInWindow(some, limit)))
    return most > limit.calls
      ? [
          `${most} calls of ${limit.of} at ${limit.side} in ${limit.perMs} ms, and ${limit.calls} are declared`,
        ]
      : []
  })
}

/** The most that came in any window of that length. */
export function mostInWindow(times: readonly number[], { perMs }: Pick<DeclaredLimit, 'perMs'>): number {
  let first = 0
  return times.reduce((most, time, at) => {
    while ((times[first] ?? time) <= time - perMs) first += 1
    return Math.max(most, at - first + 1)
  }, 0)
}
