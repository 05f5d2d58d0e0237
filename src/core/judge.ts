import type { FieldPlan, FieldPlans } from './plan.ts'
import type { FieldRule, Policy } from './policy.ts'
import { retryQuestion } from './question.ts'
import type { Proposal, Refusal, Rule, Surroundings, UnreadAround } from './rules.ts'
import { rules } from './rules.ts'
import type { Fields } from './value.ts'
import { where } from './where.ts'

/** Which rows the mapping's rules have to see before these plans may go ahead. */
export function surroundingsFor(policy: Policy, plans: FieldPlans): readonly (keyof Surroundings)[] {
  const asked = policy.fields.flatMap(field => rulesWatching(policy, field, plans[field.crm]))
  return [...new Set(asked.map(rule => rule.needs))]
}

/**
 * Turns the copies that a rule does not allow into refusals; every other field goes through. What a rule cannot judge,
 * because the row it hangs on cannot be read, waits for that row.
 */
export function judge(policy: Policy, plans: FieldPlans, around: Surroundings): FieldPlans {
  const judged: Record<string, FieldPlan> = { ...plans }
  for (const field of policy.fields) {
    const plan = plans[field.crm]
    if (plan?.is !== 'copy') continue
    const proposal = { value: plan.value, reopens: plan.reopens === true }
    const judgement = judgementOf(rulesWatching(policy, field, plan), proposal, around)
    if (judgement?.is === 'refused')
      judged[field.crm] = { is: 'refuse', to: 'pm', value: plan.value, refusal: judgement.refusal }
    if (judgement?.is === 'unknown') judged[field.crm] = unjudged(judgement.row)
  }
  return judged
}

/**
 * The same judgement over a row about to be created on the pm side: what has to be left out of it for now, by its field
 * names. A new row reopens nothing.
 */
export function judgeCreate(
  policy: Policy,
  fields: Fields,
  around: Surroundings,
): Readonly<Record<string, Refusal | UnreadAround>> {
  const without: Record<string, Refusal | UnreadAround> = {}
  for (const field of policy.fields) {
    const value = fields[field.pm]
    if (value === undefined) continue
    const judgement = judgementOf(watching(policy, field), { value, reopens: false }, around)
    if (judgement) without[field.pm] = judgement.is === 'refused' ? judgement.refusal : judgement.row
  }
  return without
}

function unjudged({ as, ...row }: UnreadAround): FieldPlan {
  const detail = `Whether its ${as} allows it cannot be told: the ${row.entity} ${row.id} cannot be read ${where(row.side ?? 'pm')}.`
  return { is: 'hold', code: 'hold/unreadable', detail, question: retryQuestion(), waits: [row] }
}

function rulesWatching(policy: Policy, field: FieldRule, plan: FieldPlan | undefined): readonly Rule[] {
  return plan?.is === 'copy' && plan.to === 'pm' ? watching(policy, field) : []
}

function watching(policy: Policy, field: FieldRule): readonly Rule[] {
  return policy.rules.map(name => rules[name]).filter(rule => rule.watches(field))
}

type Judgement =
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unknown'; readonly row: UnreadAround }

/** Null: allowed. One refusal is enough, whatever the others could not tell. */
function judgementOf(watchers: readonly Rule[], proposal: Proposal, around: Surroundings): Judgement | null {
  const asked = watchers.filter(rule => !rule.allows(proposal))
  const [refusal] = asked.flatMap(rule => rule.judge(proposal, around) ?? [])
  if (refusal) return { is: 'refused', refusal }
  const row = around.unread?.find(one => asked.some(rule => rule.needs === one.as))
  return row ? { is: 'unknown', row } : null
}
