import { judge, surroundingsFor } from './judge.ts'
import type { FieldPlan, FieldPlans } from './plan.ts'
import type { PairPolicy } from './policy.ts'
import { noteReopening } from './reopening.ts'
import type { Refusal, RuleName, Surroundings } from './rules.ts'
import type { Value } from './value.ts'

/** A value that was on its way to the project tool once, and what stood there before. */
export interface PastChange {
  /** `FieldRule.crm`. */
  readonly field: string
  readonly before: Value
  readonly value: Value
}

/** The plan that such a change would be under these rules; null: no rule would look at it. */
export function replayed(policy: PairPolicy, { field, before, value }: PastChange): FieldPlans | null {
  const rule = policy.fields.find(one => one.crm === field)
  if (!rule) return null
  const copy = { is: 'copy', to: 'pm', value, why: 'changed' } as const
  const plans = { [field]: noteReopening(rule, copy, { [rule.pm]: before }) }
  return surroundingsFor(policy, plans).length > 0 ? plans : null
}

export type Tried =
  | { readonly is: 'passes' }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** What it hangs on cannot be read now. */
  | { readonly is: 'unknown'; readonly why: string }

/** What these rules say to it, with the rows around as they are now. */
export function triedBy(policy: PairPolicy, plans: FieldPlans, around: Surroundings): Tried {
  const judged = Object.values(judge(policy, plans, around))
  return judged.map(told).find(one => one.is !== 'passes') ?? { is: 'passes' }
}

/** A recorded change that these rules would have refused. */
export interface TriedRefusal extends Omit<PastChange, 'before'> {
  /** When it was carried or refused, ISO 8601 in UTC. */
  readonly at: string
  readonly task: { readonly crm: string; readonly pm: string; readonly name: string | null }
  /** Who typed it, by name where that is known. */
  readonly by: string | null
  readonly why: string
  readonly passes: string
  /** What had become of it. */
  readonly became: 'written' | 'made' | 'refused'
}

/** What the rules of a mapping say to the changes of the last days. */
export interface RuleTrial {
  readonly days: number
  readonly rules: readonly RuleName[]
  /** Values that a rule looked at and could judge; how many of them it refuses, and the newest of those. */
  readonly tried: number
  readonly refused: number
  readonly newest: readonly TriedRefusal[]
  /** Values that could not be judged, because what they hang on cannot be read now. */
  readonly unknown: number
  /** Entries about tasks that are linked no longer; they were not tried. */
  readonly unlinked: number
}

function told(plan: FieldPlan): Tried {
  if (plan.is === 'refuse') return { is: 'refused', refusal: plan.refusal }
  return plan.is === 'hold' ? { is: 'unknown', why: plan.detail } : { is: 'passes' }
}
