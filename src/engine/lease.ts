/** A moment by two clocks: one that nobody sets, and one that goes on while the machine sleeps. In ms. */
export interface Moment {
  readonly steady: number
  readonly wall: number
}

export type Clock = () => Moment

export const bothClocks: Clock = () => ({ steady: performance.now(), wall: Date.now() })

/** How long ago a moment was, in ms, by whichever clock says longer. */
export function sinceMs(moment: Moment, now: Clock = bothClocks): number {
  const { steady, wall } = now()
  return Math.max(steady - moment.steady, wall - moment.wall)
}

/** What this worker may still do with the keys it holds. */
export interface Lease {
  /** Its keys are held for another term, counted from when that was asked for. */
  renewed(asked: Moment): void
  /** Whether a call that is made now ends, one way or the other, before somebody else may take the keys over. */
  mayWrite(): boolean
}

/** A worker that slept past its lease cannot tell by the database: it has to know before it calls. */
export function openLease(
  asked: Moment,
  times: { readonly leaseSeconds: number; readonly requestTimeoutMs: number },
  now: Clock = bothClocks,
): Lease {
  const term = times.leaseSeconds * 1000
  const most = term - Math.min(times.requestTimeoutMs, term / 2)
  let since = asked
  return {
    renewed: moment => {
      since = moment
    },
    mayWrite: () => sinceMs(since, now) <= most,
  }
}
