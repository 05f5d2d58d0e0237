import type { Verdict } from './plan.ts'

export interface BrakeLimits {
  /** How many deletions one pass may make without anybody asking. */
  readonly deletes: number
}

export const defaultBrake: BrakeLimits = { deletes: 20 }

export type BrakeVerdict = { readonly is: 'go' } | { readonly is: 'stop'; readonly why: string }

/** A pass that would delete more than the mapping allows stops and asks. */
export function brake(limits: BrakeLimits, verdicts: readonly Verdict[]): BrakeVerdict {
  const deletes = verdicts.filter(verdict => verdict.is === 'delete').length
  if (deletes <= limits.deletes) return { is: 'go' }
  return {
    is: 'stop',
    why: `This pass would delete ${deletes} rows; without asking it may delete ${limits.deletes}.`,
  }
}
