import type { FieldPlans } from '../core/plan.ts'
import { putBack, revertKnown } from '../core/revert.ts'
import { otherSide, type Side } from '../core/value.ts'
import type { OpenEpisode } from '../store/episodes.ts'
import type { LinkPlan } from './plan-links.ts'

interface Refused {
  readonly field: string
  /** The side that refused. */
  readonly to: Side
}

/** Puts refused values back where the mapping says so, and where the refusal is known already. */
export function putBackRefused(plan: LinkPlan, fields: FieldPlans): FieldPlans {
  return revertKnown(plan.item.pair, plan.item.episodes, fields, plan, plan.world)
}

/** Whether a value that was just refused is going to be put back. */
export function willBePutBack(plan: LinkPlan, { field, to }: Refused): boolean {
  return putBack(plan.item.pair, field, to, plan, plan.world) !== null
}

/** Whether a write that was refused was itself the putting back of a refused value. */
export function isPuttingBack(episode: OpenEpisode, refused: Refused): boolean {
  return episode.field === refused.field && otherSide(episode.to) === refused.to
}
