import { baseOfCreated } from '../../../../src/core/base.ts'
import { emptyWorld } from '../../../../src/core/lens.ts'
import type { Fields } from '../../../../src/core/value.ts'
import { otherSide, type Side, sides } from '../../../../src/core/value.ts'
import { valuesFor } from '../../../../src/core/values-for.ts'
import { arrivalMs } from '../settle.ts'
import {
  type LinkPlan,
  type NewcomerPlan,
  planOfLink,
  planOfNewcomer,
  type Read,
  settleText,
  unlinked,
  writesOf,
} from './decide.ts'
import { type Intent, type Link, linkOf, type Talk } from './memory.ts'
import { Died, type Fate, send } from './send.ts'
import { rowOf, type Said, us, wordsOf } from './tool.ts'

export interface PassAsk {
  readonly waitMs: number
  readonly fates: readonly Fate[]
  /** The sides whose newcomers it has heard of. */
  readonly hears: readonly Side[]
  /** A side that its reading does not find. */
  readonly misses: Side | null
  /** What people do between its reading and its writing. */
  readonly meanwhile: (talk: Talk) => void
}

/** One pass: settle what was left behind, read, decide, act, remember. It may die on the way. */
export function runPass(talk: Talk, { waitMs, fates, hears, misses, meanwhile }: PassAsk): void {
  talk.clock += waitMs
  for (const side of sides) arrive(talk, side)
  dropLost(talk)
  const read: Read = (side, id) => (side === misses ? undefined : talk.tools[side].said.get(id))
  const links = [...talk.links].map(link => planOfLink(talk, link, read))
  const newcomers = planNewcomers(talk, { hears, misses }, read)
  meanwhile(talk)
  try {
    const left = [...fates]
    for (const plan of links) finishLink(talk, plan, left)
    for (const plan of newcomers) finishNewcomer(talk, plan, left)
  } catch (death) {
    if (!(death instanceof Died)) throw death
  }
}

function arrive({ tools, clock }: Talk, side: Side): void {
  const tool = tools[side]
  for (const one of tool.arriving) if (one.at <= clock) one.come()
  tool.arriving = tool.arriving.filter(one => one.at > clock)
}

/** A create can be arriving no longer: the thread tells whether it did. */
function dropLost({ intents, clock }: Talk): void {
  for (const one of intents) if (one.op === 'create' && clock - one.at >= arrivalMs) intents.delete(one)
}

function planNewcomers(
  talk: Talk,
  { hears, misses }: Pick<PassAsk, 'hears' | 'misses'>,
  read: Read,
): readonly NewcomerPlan[] {
  const waits = (side: Side, id: string) =>
    [...talk.intents].some(one => one.op === 'create' && one.side !== side && one.id === id)
  const taken = new Set<string>()
  return hears.flatMap(side =>
    unlinked(talk, side, read)
      .filter(said => !waits(side, said.id))
      .map(said => {
        const others = unlinked(talk, otherSide(side), read).filter(one => !taken.has(one.id))
        const plan = unlessUnseen(planOfNewcomer(talk, side, said, others), misses)
        if (plan.verdict.is === 'link') taken.add(plan.verdict.with)
        return plan
      }),
  )
}

/** Whether a copy is there already nobody can tell while the other task is not to be seen. */
function unlessUnseen(plan: NewcomerPlan, misses: Side | null): NewcomerPlan {
  const isUnseen = misses === otherSide(plan.side) && plan.verdict.is === 'create'
  return isUnseen ? { ...plan, verdict: { is: 'rest' } } : plan
}

function finishLink(talk: Talk, plan: LinkPlan, fates: Fate[]): void {
  const { link, verdict, base, missingSince } = plan
  const isTold = (side: Side) => plan.rows[side] !== undefined || verdict.is !== 'look-again'
  const settledNow = writesOf(talk, link).filter(one => isTold(one.side))
  for (const intent of settledNow) talk.intents.delete(intent)
  const now = replace(talk, link, { ...link, base, missingSince })
  talk.asked.delete(`crm ${link.ids.crm}`)
  if (verdict.is === 'update') updateBoth(talk, now, plan, fates)
  else if (verdict.is === 'delete') drop(talk, now, plan, verdict.on, fates)
  else if (verdict.is === 'unlink') end(talk, now, plan)
  if (verdict.is === 'hold' || hasHold(verdict)) talk.asked.add(`crm ${link.ids.crm}`)
}

function hasHold(verdict: LinkPlan['verdict']): boolean {
  const isRead = verdict.is === 'rest' || verdict.is === 'update'
  return isRead && Object.values(verdict.fields).some(one => one.is === 'hold')
}

function updateBoth(talk: Talk, link: Link, plan: LinkPlan, fates: Fate[]): void {
  if (plan.verdict.is !== 'update') return
  let now = link
  for (const side of sides) {
    const { sent } = valuesFor(talk.policy.fields, plan.verdict.fields, side)
    if (Object.keys(sent).length === 0) continue
    const before: Fields = { text: plan.saw[side].text ?? null }
    const intent = intentOn(talk, plan, now, side, 'update', { before, sent })
    const answer = send(talk, intent, plan.rows[otherSide(side)], fates.shift())
    if (answer.is === 'unanswered') continue
    talk.intents.delete(intent)
    if (answer.said)
      now = replace(talk, now, { ...now, base: settleText(talk, now.base, intent, answer.said) })
  }
}

function drop(talk: Talk, link: Link, plan: LinkPlan, side: Side, fates: Fate[]): void {
  const intent = intentOn(talk, plan, link, side, 'delete', { before: {}, sent: {} })
  const answer = send(talk, intent, undefined, fates.shift())
  talk.intents.delete(intent)
  if (answer.is === 'done') end(talk, link, { ...plan, rows: {} })
}

function intentOn(
  talk: Talk,
  plan: LinkPlan,
  link: Link,
  side: Side,
  op: 'update' | 'delete',
  values: Pick<Intent, 'before' | 'sent'>,
): Intent {
  const version = String(plan.rows[side]?.version ?? '')
  const intent = { op, side, id: link.ids[side], link, saw: plan.saw, version, at: talk.clock, ...values }
  talk.intents.add(intent)
  return intent
}

function end(talk: Talk, link: Link, { rows }: Pick<LinkPlan, 'rows'>): void {
  talk.links.delete(link)
  for (const one of talk.intents) if (one.link?.ids.crm === link.ids.crm) talk.intents.delete(one)
  const gone = sides.filter(side => !rows[side])
  talk.ended.push({ ids: link.ids, made: link.made, gone: gone.length === 1 && gone[0] ? gone[0] : 'both' })
}

function replace(talk: Talk, link: Link, next: Link): Link {
  talk.links.delete(link)
  talk.links.add(next)
  return next
}

function finishNewcomer(talk: Talk, { side, said, made, verdict }: NewcomerPlan, fates: Fate[]): void {
  const name = `${side} ${said.id}`
  talk.asked.delete(name)
  if (verdict.is === 'hold') talk.asked.add(name)
  if (verdict.is === 'link' && !linkOf(talk, side, said.id) && !linkOf(talk, otherSide(side), verdict.with)) {
    const ids = side === 'crm' ? { crm: said.id, pm: verdict.with } : { crm: verdict.with, pm: said.id }
    talk.links.add({ ids, made, base: { crm: {}, pm: {} }, missingSince: { crm: null, pm: null } })
  }
  if (verdict.is === 'create') create(talk, said, verdict.on, verdict.fields, fates)
}

function create(talk: Talk, said: Said, on: Side, sent: Fields, fates: Fate[]): void {
  const from = otherSide(on)
  const saw = { crm: {}, pm: {}, [from]: rowOf(said).fields }
  const rest = { link: null, before: {}, version: null, at: talk.clock }
  const intent: Intent = { op: 'create', side: on, id: said.id, sent, saw, ...rest }
  talk.intents.add(intent)
  const answer = send(talk, intent, said, fates.shift())
  if (answer.is !== 'done' || !answer.said) return
  talk.intents.delete(intent)
  const shown = { text: wordsOf(on, answer.said) }
  const editor = answer.said.changedBy === us ? 'us' : 'somebody'
  const base = baseOfCreated(talk.policy.fields, on, saw[from], sent, shown, editor, emptyWorld)
  const ids = on === 'pm' ? { crm: said.id, pm: answer.said.id } : { crm: answer.said.id, pm: said.id }
  talk.links.add({ ids, made: on, base, missingSince: { crm: null, pm: null } })
}
