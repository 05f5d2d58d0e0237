const day = 24 * 3600

/**
 * How soon a thread in which somebody just spoke is looked at again, in seconds. An answer may come unannounced, and is waited
 * for; where comments are announced, only an edit or a deletion can be missed.
 */
export const soonest = { unannounced: 10, announced: 120 } as const

/**
 * In how many seconds a thread is looked at again although nobody said that it changed: after as long as it has been quiet,
 * so that the looks at any thread grow with the logarithm of its age, and nothing waits longer than what came before it. At
 * most a day where new comments may come unannounced, a month where they are announced.
 */
export function nextLookSeconds(quietSeconds: number, isAnnounced: boolean): number {
  const most = isAnnounced ? 30 * day : day
  return Math.min(most, Math.max(soonest[isAnnounced ? 'announced' : 'unannounced'], quietSeconds))
}
