import { surroundingsFor } from '../core/judge.ts'
import type { Surroundings, UnreadAround } from '../core/rules.ts'
import { aroundOf } from './around.ts'
import type { PassDesk } from './desk.ts'
import { linesAbove, proposedParent } from './parent-lines.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'

export type AroundPlan = (plan: LinkPlan) => Surroundings

/** What the rules look at around these plans, read in bulk, and only for what is about to change. */
export async function surroundings(desk: PassDesk, plans: readonly LinkPlan[]): Promise<AroundPlan> {
  const around = await aroundOf(
    desk,
    plans.map(plan => ({ wanted: wanted(desk, plan), world: plan.world })),
  )
  const lines = await linesAbove(desk, plans)
  return plan => ({ ...around(wanted(desk, plan), plan.world), ...lines(plan) })
}

function wanted(desk: PassDesk, plan: LinkPlan): UnreadAround[] {
  const fields = fieldPlans(plan.verdict)
  if (!fields) return []
  const { pair } = plan.item
  return surroundingsFor(pair, fields).flatMap(as => {
    if (as !== 'project' && as !== 'parent') return []
    const anchor = as === 'project' ? pair.anchor : { pm: 'parent', pair: pair.name }
    const id = anchor ? (as === 'parent' && proposedParent(plan)) || plan.saw.pm[anchor.pm] : null
    const entity = anchor ? desk.policy.pairs[anchor.pair]?.entity.pm : undefined
    return typeof id === 'string' && entity ? [{ as, entity, id }] : []
  })
}
