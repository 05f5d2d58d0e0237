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
  const share = shareOf(window, urgency)
  const room = share - use.made - use.held
  const alone = least > share && use.made + use.held === 0
  if (alone) return { is: 'granted', cost: least }
  if (room >= least) return { is: 'granted', cost: Math.min(asked, room) }
  return { is: 'wait', ms: Math.max(50, use.freesInMs ?? 1000) }
}

/** How many of a window's calls this urgency may use. */
export function shareOf({ calls }: Window, urgency: Urgency): number {
  return urgency === 'live' ? calls : Math.floor(calls * backfillShare)
}

/**
 * Calls that others must have made under the same limit, because the vendor says less is left than we know of. Calls
 * that nodes hold may be made already, so they are given the benefit of the doubt.
 */
export function callsByOthers(window: Window, use: WindowUse, left: number): number {
  return Math.max(0, roomIn(window, use) - Math.max(0, left))
}

/** Calls that may be made before the window is full. */
export function roomIn(window: Window, use: WindowUse): number {
  return window.calls - use.made - use.held
}

/** How many of the calls that may be under way at once one node is given: what it asks for, as far as it is free. */
export function grantSlots(atOnce: number, taken: number, asked: number): number {
  return Math.max(0, Math.min(asked, atOnce - taken))
}

/** Buckets are this long, so that a window of any length has about as many; ms. */
export function bucketMs(window: Window): number {
  return Math.max(100, Math.ceil((window.perSeconds * 1000) / 120))
}
