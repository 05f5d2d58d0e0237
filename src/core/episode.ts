import type { FieldPlan, FieldPlans } from './plan.ts'
import type { Refusal } from './rules.ts'
import type { Side, Value } from './value.ts'
import { sameValue } from './value.ts'

/** A refused value, from the first refusal until it passes or is taken back. */
export interface Episode {
  readonly id: string
  /** `FieldRule.crm` of the field. */
  readonly field: string
  readonly to: Side
  readonly value: Value
}

/** It passed; the person took it back, or typed another value; or Baton put back what was there before. */
export type EpisodeEnd = 'passed' | 'withdrawn' | 'reverted'

export type EpisodeStep =
  | {
      readonly is: 'open'
      readonly field: string
      readonly to: Side
      readonly value: Value
      readonly refusal: Refusal
    }
  | { readonly is: 'end'; readonly id: string; readonly how: EpisodeEnd }

/**
 * What the plan means for the refusals that are already known. The same value is not announced again; another value
 * is a new episode. A value about to be written, put back or overwritten ends its episode only once that is done (`endAfterWrite`);
 * `shown` is what the refusing side shows now, which may be that very value, come by another way.
 */
export function episodeSteps(
  known: readonly Episode[],
  plans: FieldPlans,
  shown: (episode: Episode) => Value,
): readonly EpisodeStep[] {
  const ended = known.flatMap(episode => endOf(episode, plans[episode.field], shown(episode)))
  const opened = Object.entries(plans).flatMap(([field, plan]) => openingOf(known, field, plan))
  return [...ended, ...opened]
}

function endOf(episode: Episode, plan: FieldPlan | undefined, shown: Value): readonly EpisodeStep[] {
  if (plan === undefined || plan.is === 'hold' || plan.is === 'unseen') return []
  if ((plan.is === 'refuse' || plan.is === 'copy') && isSame(episode, plan)) return []
  if (isOverwritten(episode, plan)) return []
  const passed = plan.is === 'same' && sameValue(shown, episode.value)
  return [{ is: 'end', id: episode.id, how: passed ? 'passed' : 'withdrawn' }]
}

/**
 * How a refusal ends by a write of its field. One that was refused in its turn, and puts nothing back, overwrites nothing: the
 * newer value is what somebody has to hear of. Null: it stays.
 */
export function endAfterWrite(
  episode: Episode,
  plan: FieldPlan | undefined,
  outcome: 'applied' | 'refused' | null,
): EpisodeEnd | null {
  if (plan?.is !== 'copy' || outcome === null) return null
  if (plan.why === 'reverted') return outcome === 'applied' ? 'reverted' : null
  if (isOverwritten(episode, plan)) return 'withdrawn'
  return outcome === 'applied' ? 'passed' : null
}

/** Whether a value of the other side is on its way to where the refused one was typed. */
export function isOverwritten(episode: Episode, plan: FieldPlan | undefined): boolean {
  return plan?.is === 'copy' && plan.to !== episode.to
}

function openingOf(known: readonly Episode[], field: string, plan: FieldPlan): readonly EpisodeStep[] {
  if (plan.is !== 'refuse') return []
  if (known.some(episode => episode.field === field && isSame(episode, plan))) return []
  return [{ is: 'open', field, to: plan.to, value: plan.value, refusal: plan.refusal }]
}

function isSame(episode: Episode, plan: { readonly to: Side; readonly value: Value }): boolean {
  return episode.to === plan.to && sameValue(episode.value, plan.value)
}
