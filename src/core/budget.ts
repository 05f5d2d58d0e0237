/** Calls a vendor allows in a rolling window. */
export interface Window {
  readonly calls: number
  readonly perSeconds: number
}

/** How urgent a call is: what a person waits for, or what can wait for people. */
export type Urgency = 'live' | 'backfill'

/** Backfill leaves this much of every window to live edits. */
const backfillShare = 0.8

export interface WindowUse {
  /** Calls of the window that were answered. */
  readonly made: number
  /** Calls that nodes hold, answered or not. */
  readonly held: number
  /** When the oldest call of the window leaves it, in ms from now; null: the window is empty. */
  readonly freesInMs: number | null
}

export type Grant =
  | { readonly is: 'granted'; readonly cost: number }
  | { readonly is: 'wait'; readonly ms: number }

/**
 * How many calls may be made now: what was asked where there is room, the rest of the room where there is some, else a
 * wait. A single call dearer than the whole share is let through alone rather than never.
 */
export function grant(window: Window, use: WindowUse, asked: number, least: number, urgency: Urgency): Grant {
  const share = urgency === 'live' ? window.calls : Math.floor(window.calls * backfillShare)
  const room = share - use.made - use.held
  const alone = least > share && use.made + use.held === 0
  if (alone) return { is: 'granted', cost: least }
  if (room >= least) return { is: 'granted', cost: Math.min(asked, room) }
  return { is: 'wait', ms: Math.max(50, use.freesInMs ?? 1000) }
}

/** Buckets are this long, so that a window of any length has about as many; ms. */
export function bucketMs(window: Window): number {
  return Math.max(100, Math.ceil((window.perSeconds * 1000) / 120))
}
