import type { FieldTests } from '../filter.ts'
import type { FieldPlan, FieldPlans } from '../plan.ts'
import type { PairPolicy, WhenGone } from '../policy.ts'
import type { Refusal } from '../rules.ts'
import { otherSide, type Side } from '../value.ts'

const refusal: Refusal = {
  code: 'refused/copy',
  why: 'This is a copy of a comment that was written in the other tool, and copies are not edited.',
  passes: 'Edit the comment where it was written; the copy then follows by itself.',
  waits: [],
}

/** The policy of one link of comments. `made`: the side of the copy; null: nobody knows which of the two it is. */
export function policyOfComment(pair: PairPolicy, made: Side | null): PairPolicy {
  if (!pair.thread || made === null) return pair
  const { original, copy } = pair.thread.whenGone
  const whenGone: Record<Side, WhenGone> = { crm: original, pm: original }
  whenGone[made] = copy
  const tie = otherSide(made)
  const fields = pair.thread.edits === 'refuse' ? pair.fields.map(rule => ({ ...rule, tie })) : pair.fields
  return { ...pair, whenGone, fields, only: { ...pair.only, [made]: withoutPrivacy(pair.only[made]) } }
}

/** That a copy is private says nothing of the comment. */
function withoutPrivacy({ private: _, ...tests }: FieldTests): FieldTests {
  return tests
}

/** Turns what was edited in a copy into a refusal, where the mapping says that copies are not edited. */
export function refuseCopyEdits(pair: PairPolicy, made: Side | null, plans: FieldPlans): FieldPlans {
  if (pair.thread?.edits !== 'refuse' || made === null) return plans
  const judged = Object.entries(plans).map(([field, plan]): [string, FieldPlan] => {
    const isEdit = plan.is === 'copy' && plan.to !== made && plan.why !== 'put-back' && plan.why !== 'undone'
    return [field, isEdit ? { is: 'refuse', to: plan.to, value: plan.value, refusal } : plan]
  })
  return Object.fromEntries(judged)
}
