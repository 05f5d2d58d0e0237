/** The candidate that differs from the word by a slip or two of the keyboard, if there is one. */
export function near(word: string, candidates: readonly string[]): string | null {
  const scored = candidates
    .map(candidate => ({ candidate, slips: slipsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.slips - b.slips)
  return scored[0]?.candidate ?? null
}

/** Letters added, left out, exchanged or swapped with their neighbour. */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Number.POSITIVE_INFINITY
  let [before, last]: [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, n) => n),
  ]
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let at = 1; at <= b.length; at++) next.push(cheapest(a, b, row, at, { before, last, next }))
    ;[before, last] = [last, next]
  }
  return last[b.length] ?? 0
}

interface Rows {
  readonly before: readonly number[]
  readonly last: readonly number[]
  readonly next: readonly number[]
}

function cheapest(a: string, b: string, row: number, at: number, rows: Rows): number {
  const same = a[row - 1] === b[at - 1]
  const swapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]
  return Math.min(
    (rows.last[at] ?? 0) + 1,
    (rows.next[at - 1] ?? 0) + 1,
    (rows.last[at - 1] ?? 0) + (same ? 0 : 1),
    swapped ? (rows.before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
  )
}
