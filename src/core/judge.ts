import type { FieldPlan, FieldPlans } from './plan.ts'
import type { FieldRule, Policy } from './policy.ts'
import type { Proposal, Refusal, Rule, Surroundings } from './rules.ts'
import { rules } from './rules.ts'
import type { Fields } from './value.ts'

/** Which rows the mapping's rules have to see before these plans may go ahead. */
export function surroundingsFor(policy: Policy, plans: FieldPlans): readonly (keyof Surroundings)[] {
  const asked = policy.fields.flatMap(field => rulesWatching(policy, field, plans[field.crm]))
  return [...new Set(asked.map(rule => rule.needs))]
}

/** Turns the copies that a rule does not allow into refusals; every other field goes through. */
export function judge(policy: Policy, plans: FieldPlans, around: Surroundings): FieldPlans {
  const judged: Record<string, FieldPlan> = { ...plans }
  for (const field of policy.fields) {
    const plan = plans[field.crm]
    if (plan?.is !== 'copy') continue
    const proposal = { value: plan.value, reopens: plan.reopens === true }
    const refusal = firstRefusal(rulesWatching(policy, field, plan), proposal, around)
    if (refusal) judged[field.crm] = { is: 'refuse', to: 'pm', value: plan.value, refusal }
  }
  return judged
}

/** The same judgement over a row about to be created on the pm side, by its field names. A new row reopens nothing. */
export function judgeCreate(
  policy: Policy,
  fields: Fields,
  around: Surroundings,
): Readonly<Record<string, Refusal>> {
  const refused: Record<string, Refusal> = {}
  for (const field of policy.fields) {
    const value = fields[field.pm]
    if (value === undefined) continue
    const refusal = firstRefusal(watching(policy, field), { value, reopens: false }, around)
    if (refusal) refused[field.pm] = refusal
  }
  return refused
}

function rulesWatching(policy: Policy, field: FieldRule, plan: FieldPlan | undefined): readonly Rule[] {
  return plan?.is === 'copy' && plan.to === 'pm' ? watching(policy, field) : []
}

function watching(policy: Policy, field: FieldRule): readonly Rule[] {
  return policy.rules.map(name => rules[name]).filter(rule => rule.watches(field))
}

function firstRefusal(watchers: readonly Rule[], proposal: Proposal, around: Surroundings): Refusal | null {
  for (const rule of watchers) {
    const refusal = rule.judge(proposal, around)
    if (refusal) return refusal
  }
  return null
}
