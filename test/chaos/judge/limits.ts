import type { DeclaredLimit, Evidence } from '../evidence.ts'

/** In no rolling window came more calls than were declared. */
export function limits({ arrivals, limits: declared }: Evidence): string[] {
  return declared.flatMap(limit => {
    const times = arrivals
      .filter(one => one.side === limit.side && one.classes.includes(limit.of))
      .map(one => one.at)
      .sort((a, b) => a - b)
    const most = mostInWindow(times, limit)
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
