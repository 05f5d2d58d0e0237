import {
  asksForMore,
  type Base,
  baseAfter,
  outcomeOf,
  type PlanSaw,
  settleWrite,
} from '../../../src/core/base.ts'
import { inWordsOf } from '../../../src/core/merge-text.ts'
import type { FieldPlans } from '../../../src/core/plan.ts'
import { type Fields, otherSide, type Side } from '../../../src/core/value.ts'
import type { LinkPlan } from './decide.ts'
import type { Miniature } from './memory.ts'
import { movesOnlyTo } from './moves-only-to.ts'
import { rememberEpisodes, type VendorRefusal } from './remember-episodes.ts'
import type { Sent } from './send.ts'
import { intentsOf } from './settle.ts'
import { noteShown } from './typed.ts'
import { editorOf, type VendorRow } from './vendor.ts'

/** What the readings after all writes of one link told. */
export interface ReadBack {
  readonly base: Base
  readonly refused: readonly VendorRefusal[]
  /** Values that were taken. */
  readonly applied: readonly Omit<VendorRefusal, 'refusedAt'>[]
  readonly again: boolean
  /** The versions that the written rows show now. */
  readonly versions: Readonly<Partial<Record<Side, string>>>
}

/** Field by field: what was written moves the base, what was refused opens an episode, what is held stays asked. */
export function rememberFields(
  mini: Miniature,
  plan: LinkPlan,
  fields: FieldPlans,
  sent: readonly Sent[],
): void {
  let read: ReadBack = { base: plan.base, refused: [], applied: [], again: false, versions: {} }
  for (const one of sent) read = readBack(mini, plan, one, read)
  const saw = [plan.saw, ...intentsOf(mini, plan.key).map(intent => intent.saw)]
  const allowed = [
    ...saw,
    ...saw.map(one => arrived(mini, one)),
    ...whatWasSent(mini, plan),
    ...shownByUs(mini, sent),
  ]
  movesOnlyTo(plan.link.base, read.base, allowed)
  mini.links.set(plan.link.id, { ...plan.link, base: read.base, missingSince: plan.missingSince })
  const holds = Object.entries(fields).flatMap(([field, one]) =>
    one.is === 'hold' ? [{ field, code: one.code }] : [],
  )
  mini.holds.set(plan.key, holds)
  if (read.again) mini.dirty.set(plan.key, mini.clock)
  else mini.dirty.delete(plan.key)
  rememberEpisodes(mini, plan, fields, read)
}

function onSide(side: Side, fields: Fields): Readonly<Record<Side, Fields>> {
  return { crm: {}, pm: {}, [side]: fields }
}

function whatWasSent(mini: Miniature, plan: LinkPlan) {
  return intentsOf(mini, plan.key).map(intent => onSide(intent.side, intent.sent))
}

/** Texts of each side as they arrive on the other with a merged one. */
function arrived(mini: Miniature, saw: PlanSaw): PlanSaw {
  const on = (side: Side): Fields =>
    Object.fromEntries(
      mini.policy.fields.flatMap(rule => {
        const value = inWordsOf(rule, side, saw[otherSide(side)][rule[otherSide(side)]] ?? null)
        return value === undefined ? [] : [[rule[side], value]]
      }),
    )
  return { crm: on('crm'), pm: on('pm') }
}

function shownByUs(mini: Miniature, sent: readonly Sent[]) {
  return sent.flatMap(({ intent, answer }) => {
    const row = answer.is === 'row' ? answer.row : null
    const isOurs = row && editorOf(mini.vendors[intent.side], row) === 'us'
    return isOurs ? [onSide(intent.side, row.fields)] : []
  })
}

function readBack(mini: Miniature, plan: LinkPlan, sent: Sent, read: ReadBack): ReadBack {
  const { intent, answer } = sent
  if (answer.is === 'row') return answer.row ? compare(mini, plan, sent, answer.row, read) : read
  if (answer.is === 'unanswered' || answer.kind !== 'rejected') return { ...read, again: true }
  const { side, sent: values } = intent
  const refusedAt = plan.rows[side]?.version ?? ''
  const refused = mini.policy.fields
    .filter(rule => rule[side] === answer.field)
    .map(rule => ({ field: rule.crm, to: side, value: values[rule[side]] ?? null, refusedAt }))
  const others = Object.keys(values).length > refused.length
  return { ...read, refused: [...read.refused, ...refused], again: read.again || others }
}

function compare(mini: Miniature, plan: LinkPlan, sent: Sent, row: VendorRow, read: ReadBack): ReadBack {
  const { side: to, sent: values, why } = sent.intent
  let next: ReadBack = { ...read, versions: { ...read.versions, [to]: row.version } }
  for (const rule of mini.policy.fields) {
    const value = values[rule[to]]
    if (value === undefined) continue
    const [before, shown] = [plan.saw[to][rule[to]] ?? null, row.fields[rule[to]] ?? null]
    const written = { before, sent: value, shown, editor: editorOf(mini.vendors[to], row) }
    const outcome = outcomeOf(written)
    if (why[rule[to]] === 'reverted' && outcome !== 'applied')
      mini.backOtherwise.add(`${plan.link.id} ${rule.crm}`)
    if (outcome === 'applied') noteShown(mini, plan.link.ids, rule, plan.saw, to, shown)
    const one = { field: rule.crm, to, value }
    const refused = outcome === 'not-applied' ? [{ ...one, refusedAt: row.version }] : []
    next = {
      ...next,
      base: settleWrite(rule, next.base, to, plan.saw, written, why[rule[to]]),
      applied: baseAfter(written) === undefined ? next.applied : [...next.applied, one],
      refused: [...next.refused, ...refused],
      again: next.again || asksForMore(why[rule[to]], written),
    }
  }
  return next
}
