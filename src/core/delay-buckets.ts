/** Eight to each doubling: what is told of a delay is at most a tenth off. */
const perDoubling = 8

/** Delays are counted by how long they were, not kept one by one. */
export function bucketOf(ms: number): number {
  return Math.max(0, Math.round(Math.log2(Math.max(1, ms)) * perDoubling))
}

/** How long the delays in a bucket were, in ms. */
export function msOf(bucket: number): number {
  return 2 ** (bucket / perDoubling)
}

export interface Bucket {
  readonly bucket: number
  readonly count: number
}

/** Within how many ms this share (0 to 1) of all was done; null: there was nothing. */
export function percentile(buckets: readonly Bucket[], share: number): number | null {
  const sorted = [...buckets].sort((a, b) => a.bucket - b.bucket)
  const all = sorted.reduce((sum, one) => sum + one.count, 0)
  let seen = 0
  for (const { bucket, count } of sorted) {
    seen += count
    if (all > 0 && seen >= share * all) return msOf(bucket)
  }
  return null
}
