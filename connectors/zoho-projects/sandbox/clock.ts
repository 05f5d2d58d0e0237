export interface Clock {
  now(): number
  /** ISO with milliseconds, later than every stamp before: two writes never share a moment. */
  stamp(): string
  advance(seconds: number): void
}

export function makeClock(machine: () => number): Clock {
  let ahead = 0
  let last = 0
  const now = () => machine() + ahead
  return {
    now,
    stamp() {
      last = Math.max(now(), last + 1)
      return new Date(last).toISOString()
    },
    advance(seconds) {
      if (!(seconds >= 0)) throw new Error(`The clock only moves forward, not by ${seconds} seconds`)
      ahead += seconds * 1000
    },
  }
}
