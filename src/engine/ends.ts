import { whyFailing } from '../core/failing.ts'
import { type Failure, type Reaction, reactions } from '../core/failure.ts'
import type { Again, Claim } from '../store/dirty.ts'
import type { KeyEnd } from '../store/key-ends.ts'
import { isBudgetSpent } from './waiting.ts'

/** Whatever waits for its turn, or for a list, is looked at again so soon. */
export const soonMs = 500

/** How long a key rests before it is looked at again, in ms, by what the failure asks for. */
const restMs: Readonly<Record<Exclude<Reaction, 'hold-row'>, number>> = {
  retry: 5_000,
  replan: 200,
  relink: 200,
  // Due at once: its lane is served again when the pause is over.
  'pause-connection': 0,
  'pause-mapping': 0,
}

export function done(claim: Claim): KeyEnd {
  return { key: claim.key, version: claim.version, is: 'done' }
}

export function later(claim: Claim, afterMs: number, again?: Again): KeyEnd {
  return { key: claim.key, version: claim.version, is: 'later', afterMs, ...(again ? { again } : {}) }
}

/** The end of a key whose write, or reading, failed. */
export function endAfter(claim: Claim, failure: Failure): KeyEnd {
  const reaction = reactions[failure.kind]
  const { key, version } = claim
  if (reaction === 'hold-row')
    return { key, version, is: 'failed', error: failure.message, why: whyFailing(failure) }
  const asked = failure.retryAfterSeconds === undefined ? 0 : failure.retryAfterSeconds * 1000
  // Our own pace knows when there is room; a vendor that is in trouble is left alone for a while.
  return later(claim, isBudgetSpent(failure) ? asked : Math.max(asked, restMs[reaction]))
}

/** Whether what people decided about a key is carried out, or out of date: it was looked at, and needs no more looking. */
export function isLookedAt(memo: { readonly end: KeyEnd; readonly holds?: unknown }): boolean {
  return memo.holds !== undefined && memo.end.is === 'done'
}
