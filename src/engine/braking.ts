import { type BrakeVerdict, brake, type Missing, plannedIn, type Tally } from '../core/brake.ts'
import { askBrake, countPlanned, lockBrake, useLeave } from '../store/brakes.ts'
import { inTransaction } from '../store/database.ts'
import { writeJournal } from '../store/journal.ts'
import { missingRows } from '../store/missing-rows.ts'
import type { PassDesk } from './desk.ts'
import { later } from './ends.ts'
import { remember } from './memo.ts'
import type { LinkPlan } from './plan-links.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import type { Sent } from './send.ts'
import { stopMapping } from './stopping.ts'

/**
 * Whether this pass would do more than the mapping may without asking: then the mapping stops, and the pass does nothing.
 * Newcomers take nothing away, but they wait with the others.
 */
export async function isBraked(
  desk: PassDesk,
  plans: readonly LinkPlan[],
  newcomers: readonly Pick<NewcomerPlan, 'item'>[],
): Promise<boolean> {
  const verdict = await judge(desk, plans)
  if (verdict.is === 'go') return false
  const { engine, mapping } = desk
  await stopMapping(engine, mapping, { is: 'brake', why: verdict.why }, async tx => {
    await askBrake(tx, mapping.id, verdict.asks)
    await writeJournal(tx, mapping.id, [{ pair: null, key: null, kind: 'braked', data: verdict }])
  })
  await remember(
    desk,
    [...plans, ...newcomers].map(({ item }) => ({ end: later(item.claim, 0) })),
  )
  return true
}

const nothing: Tally = { deletes: 0, overwrites: 0 }

/** Counts first and looks then, so that passes at the same time see each other; a leave is only used under a lock. */
async function judge(desk: PassDesk, plans: readonly LinkPlan[]): Promise<BrakeVerdict> {
  const planned = plannedIn(plans.map(decided))
  if (planned.deletes === 0 && planned.overwrites === 0) return { is: 'go', uses: nothing, counts: nothing }
  const missing = planned.deletes > 0 ? await missingBeside(desk, plans) : []
  const ask = { limits: desk.policy.brake, planned, missing }
  const { done } = await count(desk, planned)
  const verdict = brake({ ...ask, done, leave: nothing })
  return verdict.is === 'go' ? verdict : judgeLeave(desk, ask)
}

function judgeLeave(
  desk: PassDesk,
  ask: Pick<Parameters<typeof brake>[0], 'limits' | 'planned' | 'missing'>,
): Promise<BrakeVerdict> {
  const { mapping, policy, engine } = desk
  return inTransaction(engine.pool, async tx => {
    const verdict = brake({ ...ask, ...(await lockBrake(tx, mapping.id, ask.planned)) })
    const uncounted = verdict.is === 'go' ? verdict.uses : ask.planned
    await countPlanned(tx, mapping.id, policy.brake.minutes, negative(uncounted))
    if (verdict.is === 'go') await useLeave(tx, mapping.id, verdict.uses)
    return verdict
  })
}

/** Of the pairs and sides on which this pass found rows gone: how many are missing altogether. */
async function missingBeside(desk: PassDesk, plans: readonly LinkPlan[]): Promise<Missing[]> {
  const all = await missingRows(desk.engine.pool, desk.mapping.id)
  const isConcerned = ({ pair, side }: Missing) =>
    plans.some(
      plan => plan.item.pair.name === pair && !plan.rows[side] && plannedIn([decided(plan)]).deletes > 0,
    )
  return all.filter(isConcerned)
}

/** What was counted before it was sent, and then was not done, does not count: trying again is not doing more. */
export async function uncount(
  desk: PassDesk,
  plans: readonly LinkPlan[],
  sent: readonly Sent[],
): Promise<void> {
  const failed = new Set(sent.filter(isUndone).map(one => one.intent.key))
  const undone = plannedIn(plans.filter(plan => failed.has(plan.item.claim.key)).map(decided))
  if (undone.deletes > 0 || undone.overwrites > 0) await count(desk, negative(undone))
}

function count({ engine, mapping, policy }: PassDesk, planned: Tally) {
  return countPlanned(engine.pool, mapping.id, policy.brake.minutes, planned)
}

function negative({ deletes, overwrites }: Tally): Tally {
  return { deletes: -deletes, overwrites: -overwrites }
}

function isUndone(sent: Sent): boolean {
  return sent.is === 'kept-back' || (!sent.result.ok && !sent.result.unanswered)
}

function decided({ verdict, item, saw }: LinkPlan) {
  return { verdict, rules: item.pair.fields, saw }
}
