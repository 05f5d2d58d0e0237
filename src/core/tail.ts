/** How far a numbered list can be read that many write to at once: numbers land in another order than they are given out. */
export interface Tail {
  /** Every number up to this one is there, or will never be; null: not known yet. */
  readonly at: number | null
  /** What was seen beyond a gap, and who may still fill gaps below that; null: nobody was asked yet. */
  readonly mark: { readonly upTo: number; readonly suspects: readonly string[] | null } | null
}

/** Where reading begins: behind the last number that is there, once whoever is writing now is done. */
export function tailFrom(last: number): Tail {
  return { at: null, mark: { upTo: last, suspects: null } }
}

/** The first number that was not looked for yet. */
export function beyond({ at, mark }: Tail): number {
  return at ?? mark?.upTo ?? 0
}

/**
 * One look further. `writers`: who was writing before the look; `ids`: the numbers beyond `beyond(tail)` that are there,
 * in order. A gap is passed when nobody is left who wrote when it was seen: then it was taken back.
 */
export function tailOn(tail: Tail, writers: readonly string[], ids: readonly number[]): Tail {
  const reached = tail.at === null ? null : endOfRun(tail.at, ids)
  const mark = tail.mark !== null && tail.mark.upTo > (reached ?? -1) ? tail.mark : null
  if (mark === null) return seen(reached, ids)
  const suspects = mark.suspects?.filter(one => writers.includes(one)) ?? writers
  if (suspects.length > 0) return { at: reached, mark: { ...mark, suspects } }
  return seen(endOfRun(mark.upTo, ids), ids)
}

function seen(at: number | null, ids: readonly number[]): Tail {
  const last = ids.at(-1)
  return { at, mark: last !== undefined && last > (at ?? -1) ? { upTo: last, suspects: null } : null }
}

/** The last of the numbers that follow one another from here on. */
function endOfRun(from: number, ids: readonly number[]): number {
  return ids.reduce((at, id) => (id === at + 1 ? id : at), from)
}
