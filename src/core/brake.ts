import type { Verdict } from './plan.ts'

export interface BrakeLimits {
  /** How many rows one pass may delete, or let go because they are gone, without anybody asking. */
  readonly deletes: number
}

export const defaultBrake: BrakeLimits = { deletes: 20 }

export type BrakeVerdict = { readonly is: 'go' } | { readonly is: 'stop'; readonly why: string }

/**
 * A pass that finds more rows gone than the mapping allows stops and asks, whatever would follow from it: so many at once
 * are rather a side that cannot be read than people who deleted.
 */
export function brake(limits: BrakeLimits, verdicts: readonly Verdict[]): BrakeVerdict {
  const unasked = verdicts.filter(verdict => !isTakenBack(verdict))
  const deletes = unasked.filter(verdict => verdict.is === 'delete').length
  const unlinks = unasked.filter(verdict => verdict.is === 'unlink').length
  const restores = unasked.filter(verdict => verdict.is === 'create').length
  if (deletes + unlinks + restores <= limits.deletes) return { is: 'go' }
  const found = `${deletes + unlinks + restores} rows are gone on one side.`
  const would = `This pass would delete ${deletes}, let go ${unlinks} and make ${restores} anew on the other;`
  return { is: 'stop', why: `${found} ${would} without asking it may do so for ${limits.deletes}.` }
}

/** Somebody asked for these. */
function isTakenBack(verdict: Verdict): boolean {
  return (verdict.is === 'delete' || verdict.is === 'unlink') && verdict.why === 'taken-back'
}
