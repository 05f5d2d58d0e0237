import { goneAfterMs } from '../../../src/core/gone.ts'
import { otherSide, sides } from '../../../src/core/value.ts'
import type { LinkPlan, NewcomerPlan } from './decide.ts'
import { forgetKey, type Hold, type Intent, linkKey, linkOf, type Miniature } from './memory.ts'
import { newLink, rememberCreated } from './remember-created.ts'
import { rememberFields } from './remember-fields.ts'
import type { Sent } from './send.ts'
import { intentsOf } from './settle.ts'

/** Writes down what a pass did for one key. Intents stay open where nobody knows what became of them. */
export function remember(mini: Miniature, plan: LinkPlan | NewcomerPlan, sent: readonly Sent[]): void {
  const left = intentsOf(mini, plan.key).filter(
    intent => !sent.some(one => one.intent === intent) && isSettled(plan, intent),
  )
  if (plan.is === 'newcomer') rememberNewcomer(mini, plan, sent[0])
  else rememberLink(mini, plan, sent)
  if (plan.is === 'link' && !mini.links.has(plan.link.id)) forgetKey(mini, plan.key)
  const closed = sent.filter(one => one.answer.is !== 'unanswered').map(one => one.intent)
  for (const intent of [...left, ...closed]) mini.intents.delete(intent.id)
}

/** What a reading did not tell cannot have settled what was left behind; a row that is gone settles it for good. */
function isSettled(plan: LinkPlan | NewcomerPlan, { side, sent }: Intent): boolean {
  if (plan.is === 'newcomer') return true
  const shown = plan.rows[side]?.fields
  if (shown === undefined) return plan.verdict.is !== 'look-again'
  return Object.keys(sent).every(field => field in shown)
}

function rememberLink(mini: Miniature, plan: LinkPlan, sent: readonly Sent[]): void {
  const { verdict, key } = plan
  switch (verdict.is) {
    case 'rest':
    case 'update':
      rememberFields(mini, plan, verdict.fields, sent)
      break
    case 'look-again':
      touch(mini, plan)
      mini.dirty.set(key, mini.clock + goneAfterMs)
      break
    case 'hold':
      touch(mini, plan)
      ask(mini, key, { field: '', code: verdict.code })
      break
    case 'create':
      rememberRestored(mini, plan, sent[0])
      break
    case 'delete':
      if (sent[0]?.answer.is === 'row' || isGone(sent[0])) unlink(mini, plan)
      break
    case 'unlink':
      unlink(mini, plan)
  }
}

function touch(mini: Miniature, { link, base, missingSince }: LinkPlan): void {
  mini.links.set(link.id, { ...link, base, missingSince })
}

function ask(mini: Miniature, key: string, hold: Hold): void {
  mini.holds.set(key, [hold])
  mini.dirty.delete(key)
}

function isGone(sent: Sent | undefined): boolean {
  return sent?.answer.is === 'failed' && sent.answer.kind === 'gone'
}

/** What is gone is nobody's match any more. */
function unlink(mini: Miniature, { link, rows }: LinkPlan): void {
  mini.links.delete(link.id)
  for (const side of sides) if (!rows[side]) mini.sightings.delete(`${side} ${link.ids[side]}`)
}

function rememberRestored(mini: Miniature, { key }: LinkPlan, sent: Sent | undefined): void {
  if (sent?.answer.is === 'failed') ask(mini, key, { field: '', code: 'hold/rejected' })
  if (sent?.answer.is !== 'row' || !sent.answer.row) return
  rememberCreated(mini, sent.intent, sent.answer.row)
  mini.dirty.delete(key)
}

function rememberNewcomer(mini: Miniature, plan: NewcomerPlan, sent: Sent | undefined): void {
  const { verdict, key } = plan
  mini.holds.delete(key)
  if (sent?.answer.is !== 'unanswered') mini.dirty.delete(key)
  if (verdict.is === 'hold') ask(mini, key, { field: '', code: verdict.code })
  if (verdict.is === 'link') match(mini, plan, verdict.with)
  if (sent?.answer.is === 'failed') ask(mini, key, { field: '', code: 'hold/rejected' })
  if (sent?.answer.is === 'row' && sent.answer.row) rememberCreated(mini, sent.intent, sent.answer.row)
}

/** Two newcomers find each other in one pass; the first of them makes the link. */
function match(mini: Miniature, { side, row }: NewcomerPlan, other: string): void {
  if (linkOf(mini, side, row.id) || linkOf(mini, otherSide(side), other)) return
  const ids = side === 'crm' ? { crm: row.id, pm: other } : { crm: other, pm: row.id }
  const link = newLink(mini, { ids, base: { crm: {}, pm: {} }, missingSince: { crm: null, pm: null } })
  mini.dirty.set(linkKey(link), mini.clock)
}
