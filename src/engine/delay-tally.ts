import { performance } from 'node:perf_hooks'
import { bucketOf } from '../core/delay-buckets.ts'
import type { Session } from '../spi/index.ts'
import { noteDelays } from '../store/delays.ts'
import type { Claim } from '../store/dirty.ts'
import type { Engine } from './engine.ts'

/** Measures how long people wait for what a pass writes, and how much of that a vendor took. */
export interface DelayTally {
  /** The same session, with its waiting counted. */
  timed(session: Session): Session
  /** `written`: the keys of which something was. Looking at a row of which nothing follows carries nothing over. */
  note(written: ReadonlySet<string>): Promise<void>
}

/** Of a backlog nobody waits for a single key, so only live keys are measured. */
export function delayTally(
  { pool }: Pick<Engine, 'pool'>,
  mapping: number,
  claims: readonly Claim[],
): DelayTally {
  const live = claims.filter(claim => claim.live)
  const began = performance.now()
  const vendor = stopwatch()
  return {
    timed: session => ({ ...session, send: request => vendor.during(() => session.send(request)) }),
    note: async written => {
      const waited = Math.round(vendor.ms())
      const took = performance.now() - began
      const carried = live.filter(({ key }) => written.has(key))
      const delays = carried.map(({ dueMs }) => ({
        own: bucketOf(dueMs + took - waited),
        vendor: bucketOf(waited),
      }))
      if (delays.length > 0) await noteDelays(pool, mapping, delays)
    },
  }
}

/** Runs while anything is being waited for; two at once count once. */
function stopwatch() {
  let total = 0
  let running = 0
  let since = 0
  return {
    ms: () => total,
    during: async <T>(work: () => Promise<T>): Promise<T> => {
      if (running++ === 0) since = performance.now()
      try {
        return await work()
      } finally {
        if (--running === 0) total += performance.now() - since
      }
    },
  }
}
