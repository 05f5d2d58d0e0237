import assert from 'node:assert/strict'
import { type Episode, episodeSteps } from '../../../src/core/episode.ts'
import type { FieldPlans } from '../../../src/core/plan.ts'
import type { Refusal } from '../../../src/core/rules.ts'
import type { Side, Value } from '../../../src/core/value.ts'
import { sameValue } from '../../../src/core/value.ts'
import type { LinkPlan } from './decide.ts'
import { type Miniature, nextId } from './memory.ts'
import type { ReadBack } from './remember-fields.ts'

export interface VendorRefusal {
  readonly field: string
  readonly to: Side
  readonly value: Value
  readonly refusedAt: string
}

const byVendor: Refusal = {
  code: 'refused/not-applied',
  why: 'It accepted the change and then did not make it.',
  passes: 'Another value.',
  waits: [],
}

/** Ends what has passed or was taken back, then opens what is new, and notes which rows are waited for. */
export function rememberEpisodes(mini: Miniature, plan: LinkPlan, fields: FieldPlans, read: ReadBack): void {
  const steps = episodeSteps(plan.episodes, fields, episode => shownOn(mini, plan, episode))
  for (const step of steps) if (step.is === 'end') mini.episodes.delete(step.id)
  for (const one of plan.episodes)
    if (read.applied.some(applied => isSame(one, applied))) mini.episodes.delete(one.id)
  lookTheSame(mini, plan, fields, read)
  for (const step of steps)
    if (step.is === 'open') open(mini, plan, { ...step, refusedAt: null }, step.refusal)
  for (const refused of read.refused) refuse(mini, plan, refused)
  const isWaiting = Object.values(fields).some(one => one.is === 'refuse' && one.refusal.waits.length > 0)
  if (isWaiting) mini.waiting.add(plan.key)
  else mini.waiting.delete(plan.key)
}

type Refused = Omit<VendorRefusal, 'refusedAt'>

function isSame(one: Refused, other: Refused): boolean {
  return one.field === other.field && one.to === other.to && sameValue(one.value, other.value)
}

/** What was refused before and not tried now: our own write to the row is no reason to try it again. */
function lookTheSame(mini: Miniature, plan: LinkPlan, fields: FieldPlans, read: ReadBack): void {
  for (const { id, field, to } of plan.episodes) {
    const [known, version] = [mini.episodes.get(id), read.versions[to]]
    if (known && known.refusedAt !== null && version !== undefined && fields[field]?.is === 'refuse')
      mini.episodes.set(id, { ...known, refusedAt: version })
  }
}

function shownOn(mini: Miniature, plan: LinkPlan, { field, to }: Episode): Value {
  const rule = mini.policy.fields.find(one => one.crm === field)
  return rule ? (plan.saw[to][rule[to]] ?? null) : null
}

function refuse(mini: Miniature, plan: LinkPlan, refused: VendorRefusal): void {
  const known = plan.episodes.find(one => mini.episodes.has(one.id) && isSame(one, refused))
  if (known) mini.episodes.set(known.id, { ...known, refusedAt: refused.refusedAt })
  else open(mini, plan, refused, byVendor)
}

/** Law: each refusal is told once, until it passes or is taken back. */
function open(
  mini: Miniature,
  plan: LinkPlan,
  refused: Refused & { readonly refusedAt: string | null },
  refusal: Refusal,
): void {
  const { field, to, value, refusedAt } = refused
  const already = [...mini.episodes.values()].filter(one => one.link === plan.link.id && one.field === field)
  assert.deepEqual(already, [], `the refusal of ${field} was told twice`)
  const id = String(nextId(mini))
  mini.episodes.set(id, { id, field, to, value, refusedAt, link: plan.link.id, refusal })
}
