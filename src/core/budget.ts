/** Calls a vendor allows in a rolling window. */
export interface Window {
  readonly calls: number
  readonly perSeconds: number
}

/** How urgent a call is: what a person waits for, or what can wait for people. */
export type Urgency = 'live' | 'backfill'

/** Of every window so much is for live edits alone: at the least, so that the first one finds room, and at the most. */
const reserve = { least: 0.02, most: 0.2 }

export interface WindowUse {
  /** Calls of the window that were answered. */
  readonly made: number
  /** How many of those were live. */
  readonly live: number
  /** Calls that nodes hold, answered or not. */
  readonly held: number
  /** When the oldest call of the window leaves it, or what a node holds is given back, in ms from now; null: never. */
  readonly freesInMs: number | null
}

export type Grant =
  | { readonly is: 'granted'; readonly cost: number }
  | { readonly is: 'wait'; readonly ms: number }

/**
 * How many calls may be made now: what was asked where there is room, the rest of the room where there is some, else a
 * wait. What is kept for people is given out call by call: whoever edits next may do so through another node. A single call
 * dearer than the whole share is let through alone rather than never.
 */
export function grant(window: Window, use: WindowUse, asked: number, least: number, urgency: Urgency): Grant {
  const share = shareOf(window, urgency, use.live)
  const room = share - use.made - use.held
  const alone = least > share && use.made + use.held === 0
  if (alone) return { is: 'granted', cost: least }
  const kept = window.calls - shareOf(window, 'backfill', use.live)
  const atOnce = urgency === 'live' ? Math.max(least, room - kept) : room
  if (room >= least) return { is: 'granted', cost: Math.min(asked, atOnce) }
  return { is: 'wait', ms: Math.max(50, use.freesInMs ?? 1000) }
}

/**
 * How many of a window's calls this urgency may use. A backlog leaves as much again as was live within the window: nearly
 * nothing at night, and up to a fifth while people edit.
 */
export function shareOf({ calls }: Window, urgency: Urgency, live: number): number {
  if (urgency === 'live') return calls
  const kept = Math.min(Math.max(live, calls * reserve.least), calls * reserve.most)
  return calls - Math.ceil(kept)
}

/**
 * Calls that others must have made under the same limit, because the vendor says less is left than we know of. Calls
 * that nodes hold may be made already, so they are given the benefit of the doubt.
 */
export function callsByOthers(window: Window, use: WindowUse, left: number): number {
  return Math.max(0, roomIn(window, use) - Math.max(0, left))
}

/** Where calls are spent, what needs them is back so long before there is room: it is read and decided by then. */
const aheadMs = 750
/** No longer than this: a window may be a day long, and its vendor may allow more sooner. */
const restsAtMostMs = 10_000

/** How long work rests whose calls are spent for `spentMs`; 0: its calls are waited for. */
export function restFor(spentMs: number): number {
  return Math.max(0, Math.min(spentMs - aheadMs, restsAtMostMs))
}

/** Calls that may be made before the window is full. */
export function roomIn(window: Window, use: WindowUse): number {
  return window.calls - use.made - use.held
}

/** How many of the calls that may be under way at once one node is given: what it asks for, as far as it is free. */
export function grantSlots(atOnce: number, taken: number, asked: number): number {
  return Math.max(0, Math.min(asked, atOnce - taken))
}

/**
 * For so long, in s, calls are given out of a block that a node has reserved. It is kept twice as long, so that there is time to
 * say that some are still under way.
 */
export function blockSeconds(window: Window): number {
  return Math.min(10, window.perSeconds / 12)
}

/** Buckets are this long, so that a window of any length has about as many; ms. */
export function bucketMs(window: Window): number {
  return Math.max(10, Math.ceil((window.perSeconds * 1000) / 240))
}

/** How long a call counts, in ms: a bucket leaves the window with its last call, so it is longer by one bucket. */
export function spanMs(window: Window): number {
  return window.perSeconds * 1000 + bucketMs(window)
}
