import { spanMs, type Window } from './budget.ts'

/** Calls that were made, or that a node holds, and when they leave the window; ms from now. */
export interface Leaving {
  readonly inMs: number
  readonly calls: number
}

/** Calls of one class that a backlog still needs. */
export interface CallsAhead {
  readonly of: string
  readonly calls: number
  readonly window: Window
  readonly leaving: readonly Leaving[]
}

export interface Forecast {
  /** Until the last of the calls can be made, in ms. */
  readonly ms: number
  /** The class of calls that it hangs on; null: nothing makes it wait. */
  readonly limitedBy: string | null
}

/** When a backlog ends as far as the vendors' limits decide, if nothing else happens: the slowest class does. */
export function forecast(ahead: readonly CallsAhead[]): Forecast {
  return ahead.reduce<Forecast>(
    (worst, one) => {
      const ms = waitFor(one)
      return ms > worst.ms ? { ms, limitedBy: one.of } : worst
    },
    { ms: 0, limitedBy: null },
  )
}

/**
 * Each call that leaves the window makes room for one, which leaves it one window later: so what the window looks like
 * comes round again and again, first with the room there is now.
 */
function waitFor({ calls, window, leaving }: CallsAhead): number {
  const needed = Math.ceil(calls)
  if (needed <= 0) return 0
  const rounds = Math.floor((needed - 1) / window.calls)
  return rounds * spanMs(window) + roomAfter(needed - rounds * window.calls, window, leaving)
}

/** How long until so many calls fit, of at most one window. */
function roomAfter(calls: number, window: Window, leaving: readonly Leaving[]): number {
  const sorted = leaving.toSorted((a, b) => a.inMs - b.inMs)
  let room = window.calls - sorted.reduce((sum, one) => sum + one.calls, 0)
  if (calls <= room) return 0
  for (const one of sorted) {
    room += one.calls
    if (calls <= room) return Math.max(0, one.inMs)
  }
  return spanMs(window)
}
