import type { Episode } from './episode.ts'
import type { World } from './lens.ts'
import type { FieldPlan, FieldPlans } from './plan.ts'
import type { FieldRule, Policy } from './policy.ts'
import type { Fields, Side } from './value.ts'
import { otherSide, sameValue } from './value.ts'

/** What both sides showed when they last agreed, and what they show now. */
export interface Around {
  readonly base: Readonly<Record<Side, Fields>>
  readonly saw: Readonly<Record<Side, Fields>>
}

/**
 * Where the mapping says `revert`, a refused value is put back: once its episode is written down, so that a death in
 * between leaves somebody to be told, and only as long as nobody has been told that it stays.
 */
export function revertKnown(
  policy: Policy,
  episodes: readonly (Episode & { readonly isTold: boolean })[],
  fields: FieldPlans,
  around: Around,
  world: World,
): FieldPlans {
  const left: Record<string, FieldPlan> = { ...fields }
  for (const { field, to, value, isTold } of episodes) {
    const refused = fields[field]
    if (isTold || refused?.is !== 'refuse' || refused.to !== to || !sameValue(refused.value, value)) continue
    left[field] = putBack(policy, field, to, around, world) ?? refused
  }
  return left
}

/**
 * A refused value gives way, where it was typed, to what stood there before; or to what the other side holds by now.
 * Null where nothing stood there that both sides had agreed on, and for fields that flow one way: there it stays.
 */
export function putBack(
  policy: Policy,
  field: string,
  refusedBy: Side,
  { base, saw }: Around,
  world: World,
): FieldPlan | null {
  const rule = policy.fields.find(one => one.crm === field)
  if (policy.onRefusal !== 'revert' || rule?.flow !== 'both') return null
  const from = otherSide(refusedBy)
  const before = base[from][rule[from]]
  const typed = saw[from][rule[from]]
  const other = saw[refusedBy][rule[refusedBy]]
  if (before === undefined || typed === undefined || other === undefined) return null
  const past = base[refusedBy][rule[refusedBy]]
  const isAsItWas = sameValue(other, past) && (!rule.lens.lines || agreed(rule, base, world))
  const back = isAsItWas
    ? ({ ok: true, value: before } as const)
    : rule.lens.across(other, from, before, world)
  if (!back.ok || sameValue(back.value, typed)) return null
  return { is: 'copy', to: from, value: back.value, why: 'reverted', lost: typed }
}

/** Of a text that was merged the two pasts are not of one moment: the other side holds what is the newest. */
function agreed(rule: FieldRule, base: Around['base'], world: World): boolean {
  return rule.lens.agree(base.crm[rule.crm] ?? null, base.pm[rule.pm] ?? null, world)
}
