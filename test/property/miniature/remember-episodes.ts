import assert from 'node:assert/strict'
import {
  type Episode,
  type EpisodeEnd,
  endAfterWrite,
  episodeSteps,
  isOverwritten,
} from '../../../src/core/episode.ts'
import type { FieldPlans } from '../../../src/core/plan.ts'
import { putBack } from '../../../src/core/revert.ts'
import type { Refusal } from '../../../src/core/rules.ts'
import type { Side, Value } from '../../../src/core/value.ts'
import { sameValue } from '../../../src/core/value.ts'
import type { LinkPlan } from './decide.ts'
import { people } from './mapping.ts'
import { type Letter, type Miniature, nextId, type OpenEpisode } from './memory.ts'
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
  for (const step of steps)
    if (step.is === 'end') end(mini, plan, step.id, isReverted(plan, step.id) ? 'reverted' : step.how)
  for (const one of plan.episodes)
    if (plan.reverted.includes(one.field) && isOverwritten(one, fields[one.field]))
      end(mini, plan, one.id, 'reverted')
  for (const one of plan.episodes) endWhenWritten(mini, plan, one, fields, read)
  lookTheSame(mini, plan, fields, read)
  tellWhatStays(mini, plan, fields, read)
  for (const step of steps)
    if (step.is === 'open') openOne(mini, plan, { ...step, refusedAt: null }, step.refusal)
  for (const refused of read.refused) refuse(mini, plan, refused)
  const isWaiting = Object.values(fields).some(one => one.is === 'refuse' && one.refusal.waits.length > 0)
  if (isWaiting) mini.waiting.add(plan.key)
  else mini.waiting.delete(plan.key)
}

function isReverted(plan: LinkPlan, id: string): boolean {
  return plan.episodes.some(one => one.id === id && plan.reverted.includes(one.field))
}

function endWhenWritten(
  mini: Miniature,
  plan: LinkPlan,
  episode: OpenEpisode,
  fields: FieldPlans,
  read: ReadBack,
): void {
  const { id, field } = episode
  if (!mini.episodes.has(id)) return
  const isIt = (one: { readonly field: string }) => one.field === field
  const outcome = read.applied.some(isIt) ? 'applied' : read.refused.some(isIt) ? 'refused' : null
  const how = endAfterWrite(episode, fields[field], outcome)
  if (how !== null) end(mini, plan, id, how)
}

/** Who was told hears that it passed; who was not told yet hears that it was put back. */
function end(mini: Miniature, plan: LinkPlan, id: string, how: EpisodeEnd): void {
  const episode = plan.episodes.find(one => one.id === id)
  mini.episodes.delete(id)
  if (how === 'passed' && episode?.isTold) tell(mini, id, 'passed')
  if (how === 'reverted') tell(mini, id, 'put-back')
}

/** Law: a refusal is told once, as one that stays or as one that was put back; and once more only when it passes. */
function tell(mini: Miniature, id: string, letter: Letter): void {
  const letters = [...(mini.letters.get(id) ?? []), letter]
  const isGood = ['refused', 'put-back', 'refused passed'].includes(letters.join(' '))
  assert.ok(isGood, `a person was told: ${letters.join(', ')}`)
  mini.letters.set(id, letters)
}

/** What was to be put back and stays after all. */
function tellWhatStays(mini: Miniature, plan: LinkPlan, fields: FieldPlans, read: ReadBack): void {
  for (const { id, field, to } of plan.episodes) {
    const known = mini.episodes.get(id)
    const stays =
      fields[field]?.is === 'refuse' || read.refused.some(one => one.field === field && one.to !== to)
    if (!known || known.isTold || !stays) continue
    tell(mini, id, 'refused')
    mini.episodes.set(id, { ...known, isTold: true })
  }
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
  const open = plan.episodes.filter(one => mini.episodes.has(one.id))
  if (open.some(one => one.field === refused.field && one.to !== refused.to)) return
  const known = open.find(one => isSame(one, refused))
  if (known)
    mini.episodes.set(known.id, { ...(mini.episodes.get(known.id) ?? known), refusedAt: refused.refusedAt })
  else openOne(mini, plan, refused, byVendor)
}

/** Law: each refusal is told once, until it passes or is taken back. */
function openOne(
  mini: Miniature,
  plan: LinkPlan,
  refused: Refused & { readonly refusedAt: string | null },
  refusal: Refusal,
): void {
  const { field, to, value, refusedAt } = refused
  const already = [...mini.episodes.values()].filter(one => one.link === plan.link.id && one.field === field)
  assert.deepEqual(already, [], `the refusal of ${field} was told twice`)
  const id = String(nextId(mini))
  const isTold = putBack(mini.policy, field, to, plan, people) === null
  if (isTold) tell(mini, id, 'refused')
  else mini.dirty.set(plan.key, mini.clock)
  mini.episodes.set(id, { id, field, to, value, refusedAt, isTold, link: plan.link.id, refusal })
}
