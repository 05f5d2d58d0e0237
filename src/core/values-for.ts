import type { CopyReason } from './merge.ts'
import type { FieldPlans } from './plan.ts'
import type { FieldRule } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'

/** Why each field is written, by the names of the side that it is written on. */
export type Reasons = Readonly<Record<string, CopyReason>>

/** What is to be written on one side, and why, by that side's field names. */
export function valuesFor(
  rules: readonly FieldRule[],
  plans: FieldPlans,
  side: Side,
): { readonly sent: Fields; readonly why: Reasons } {
  const sent: Record<string, Value> = {}
  const why: Record<string, CopyReason> = {}
  for (const rule of rules) {
    const plan = plans[rule.crm]
    if (plan?.is !== 'copy' || plan.to !== side) continue
    sent[rule[side]] = plan.value
    why[rule[side]] = plan.why
  }
  return { sent, why }
}
