import type { FieldPlan, FieldPlans } from './plan.ts'
import type { FieldRule, Policy } from './policy.ts'
import type { Refusal, Rule, RuleName, Surroundings } from './rules.ts'
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
    const refusal = firstRefusal(rulesWatching(policy, field, plan), field.pm, plan.value, around)
    if (refusal) judged[field.crm] = { is: 'refuse', to: 'pm', value: plan.value, refusal }
  }
  return judged
}

/** The same judgement over a row about to be created on the pm side. */
export function judgeCreate(
  policy: Policy,
  fields: Fields,
  around: Surroundings,
): Readonly<Record<string, Refusal>> {
  const refused: Record<string, Refusal> = {}
  for (const name of policy.rules) {
    const rule = rules[name]
    const value = fields[rule.field]
    const refusal = value === undefined ? null : rule.judge({ field: rule.field, value }, around)
    if (refusal) refused[rule.field] = refusal
  }
  return refused
}

function rulesWatching(policy: Policy, field: FieldRule, plan: FieldPlan | undefined): readonly Rule[] {
  if (plan?.is !== 'copy' || plan.to !== 'pm') return []
  return policy.rules.map((name: RuleName) => rules[name]).filter(rule => rule.field === field.pm)
}

function firstRefusal(watching: readonly Rule[], field: string, value: FieldPlanValue, around: Surroundings) {
  for (const rule of watching) {
    const refusal = rule.judge({ field, value }, around)
    if (refusal) return refusal
  }
  return null
}
type FieldPlanValue = Extract<FieldPlan, { is: 'copy' }>['value']
