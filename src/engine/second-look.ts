import { freshFor, isEcho, lookAgainMs } from '../core/second-look.ts'
import { sweepRow } from '../core/sweep.ts'
import { type Side, sameValue, sides } from '../core/value.ts'
import type { KeyEnd } from '../store/key-ends.ts'
import type { PassDesk } from './desk.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'

/** A write bound to a version waits, once, until that version can stand for no other edit. */
export function unlessFresh(desk: PassDesk, plan: LinkPlan, now: number): LinkPlan {
  if (plan.item.claim.again === 'write') return plan
  const waits = writtenSides(plan).flatMap(side => {
    const row = plan.rows[side]
    const isBound = desk[side].connector.entities[plan.item.pair.entity[side]]?.can.ifVersion
    // Our own write was read back: nobody waits for that.
    const isOurs = row?.changedBy === desk[side].connection.userId
    return row && isBound && !isOurs ? (freshFor(row.changedAt, now) ?? []) : []
  })
  if (waits.length === 0) return plan
  return { ...plan, verdict: { is: 'settling', afterMs: Math.max(...waits), again: 'write' } }
}

function writtenSides({ verdict }: LinkPlan): readonly Side[] {
  if (verdict.is === 'delete') return [verdict.on]
  const fields = Object.values(verdict.is === 'update' ? verdict.fields : {})
  return sides.filter(side => fields.some(field => field.is === 'copy' && field.to === side))
}

/**
 * A hint that shows nothing new may have come before what it tells of could be read: the row is looked at once more, in a
 * few seconds. (Longer delays are for the next pull to find.)
 */
export function lookedOnce(desk: PassDesk, plan: LinkPlan, end: KeyEnd, now: number): KeyEnd {
  const { claim, decisions } = plan.item
  if (end.is !== 'done' || !claim.hinted || claim.again || decisions.length > 0) return end
  return isNothingNew(plan) && !isOurs(desk, plan, now) ? onceMore(end) : end
}

function isNothingNew(plan: LinkPlan): boolean {
  const { pair, link } = plan.item
  if (!fieldPlans(plan.verdict)) return false
  const known = { base: link.base, beside: link.beside, differs: link.differs, isMissing: nothingMissing }
  return sides.every(side => {
    const row = plan.rows[side]
    return row !== undefined && sweepRow(pair, known, side, row, plan.world).is === 'rest'
  })
}

const nothingMissing = { crm: false, pm: false }

function isOurs(desk: PassDesk, plan: LinkPlan, now: number): boolean {
  return sides.some(side => {
    const row = plan.rows[side]
    return row !== undefined && isEcho(row, desk[side].connection.userId, now)
  })
}

/** The same for a row without a counterpart, and for one that is not there yet. */
export function newcomerLookedOnce(plan: NewcomerPlan, end: KeyEnd): KeyEnd {
  const { claim, before } = plan.item
  if (end.is !== 'done' || !claim.hinted || claim.again) return end
  if (plan.is === 'absent') return onceMore(end)
  if (plan.is !== 'planned' || plan.verdict.is !== 'rest' || before === null) return end
  const { fields } = plan.row
  return Object.entries(fields).every(([name, value]) => sameValue(before[name], value)) ? onceMore(end) : end
}

function onceMore({ key, version }: KeyEnd): KeyEnd {
  return { key, version, is: 'later', afterMs: lookAgainMs, again: 'look' }
}
