import type { SeenRow } from './plan.ts'

/** Versions tick in whole seconds: for so long, in ms, two edits of a row may carry the same one. */
export const freshMs = 2_000
/** How long after a hint that showed nothing new the row is looked at once more, in ms. */
export const lookAgainMs = 3_000
/** For so long, in ms, a hint may be the echo of our own write. */
const echoMs = 60_000

type Changed = Pick<SeenRow, 'changedAt'> & { readonly changedBy: string | null }

/**
 * How long a write waits, in ms, until the version it is bound to can stand for no other edit; null: it need not. A vendor's
 * clock that is wrong by more than that says nothing, and nobody waits for it.
 */
export function freshFor(changedAt: string | null, now: number): number | null {
  const age = ageOf(changedAt, now)
  return age !== null && Math.abs(age) < freshMs ? freshMs - age : null
}

/** Whether a row was last changed by us, and so lately that the news of it is most likely that very change. */
export function isEcho(row: Changed, us: string | null, now: number): boolean {
  const age = ageOf(row.changedAt, now)
  return us !== null && row.changedBy === us && age !== null && Math.abs(age) < echoMs
}

function ageOf(changedAt: string | null, now: number): number | null {
  const age = changedAt === null ? Number.NaN : now - Date.parse(changedAt)
  return Number.isFinite(age) ? age : null
}
