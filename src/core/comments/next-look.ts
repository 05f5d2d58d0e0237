const day = 24 * 3600

/** A thread that was alive just now is looked at again after this long, in seconds. */
export const soonestSeconds = 120

/**
 * In how many seconds a thread is looked at again although nobody said that it changed: after as long as it has been quiet,
 * so that the looks at any thread grow with the logarithm of its age. At most a day where new comments may come unannounced;
 * where they are announced, only edits and deletions can be missed, and a month will do.
 */
export function nextLookSeconds(quietSeconds: number, isAnnounced: boolean): number {
  const most = isAnnounced ? 30 * day : day
  return Math.min(most, Math.max(soonestSeconds, quietSeconds))
}
