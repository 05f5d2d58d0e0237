import { done, later } from './ends.ts'
import { changeOf } from './link-change.ts'
import type { Memo } from './memo.ts'
import type { LinkPlan } from './plan-links.ts'

/** What was decided about such a comment is looked at again so soon. */
const againMs = 600_000

/**
 * What is remembered of a comment whose tasks do not belong together. What is asked about it, or decided, stays until they do
 * again.
 */
export function memoOfApart(plan: LinkPlan): Memo {
  const { claim, decisions } = plan.item
  const end = decisions.length > 0 ? later(claim, againMs) : done(claim)
  return { end, change: changeOf(plan, plan.base, false) }
}
