import { baseAfter, settleWrite } from '../core/base.ts'
import type { Failure } from '../core/failure.ts'
import { goneAfterMs } from '../core/gone.ts'
import { emptyWorld } from '../core/lens.ts'
import type { FieldPlan, Verdict } from '../core/plan.ts'
import { isUnread } from '../core/unread.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import type { JournalEntry } from '../store/journal.ts'
import { waitsForParents } from './absences.ts'
import { memoOfApart } from './apart-memo.ts'
import { asMet, rememberCreated } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { done, endAfter, isLookedAt, later } from './ends.ts'
import { newcomerKey } from './keys.ts'
import { changeOf, shownAfter } from './link-change.ts'
import { isUnsettled, madeUnseen } from './made-unseen.ts'
import { isToBeSentAgain } from './marks.ts'
import { addsMembers, memoOfMembers } from './members.ts'
import type { Memo } from './memo.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import { outcomesOf, takenBack } from './putting-back.ts'
import { answerable, named } from './questions.ts'
import { readBack } from './read-back.ts'
import { rememberRefusals } from './refusing.ts'
import { lookedOnce } from './second-look.ts'
import type { Sent } from './send.ts'
import { isSettled, settledUnseen } from './settle-updates.ts'
import { marksOf } from './thread-marks.ts'
import { isUnanswered } from './unanswered.ts'

/** What is remembered of one link after its writes, if it had any. */
export async function memoOfLink(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const isGone = plan.verdict.is !== 'look-again' && !isUnanswered(plan.verdict)
  const settled = plan.item.intents.filter(intent => isSettled(plan.item, intent, plan.rows, isGone))
  const closedIntents = [...settled.map(intent => intent.id), ...closedBy(sent)]
  const memo = await memoOfVerdict(desk, plan, sent)
  return {
    ...countsOf(plan),
    threads: { marks: marksOf(desk, plan) },
    ...memo,
    end: lookedOnce(desk, plan, memo.end, Date.now()),
    closedIntents: [...closedIntents, ...(memo.closedIntents ?? [])],
    journal: [...plan.settled, ...settledUnseen(plan.item, settled, plan.rows), ...(memo.journal ?? [])],
    decided: isLookedAt(memo) ? plan.item.decisions.map(one => one.id) : (memo.decided ?? []),
  }
}

/** What a task of the project tool shows, or that it is gone, for the tallies of its project. */
function countsOf({ item, rows, verdict }: LinkPlan): Pick<Memo, 'counts'> {
  if (item.pair.name !== 'tasks') return {}
  const id = item.link.ids.pm
  if (rows.pm) return isUnread(rows.pm) ? {} : { counts: { id, fields: rows.pm.fields } }
  const isGone = verdict.is === 'unlink' && verdict.why !== 'gone-on-crm'
  return isGone ? { counts: { id, fields: null } } : {}
}

function closedBy(sent: readonly Sent[]): string[] {
  return sent.filter(one => !isUnsettled(one)).map(one => one.intent.id)
}

async function memoOfVerdict(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const { verdict, item } = plan
  const { claim, pair, link } = item
  if (plan.isApart) return memoOfApart(plan)
  switch (verdict.is) {
    case 'look-again':
      return { end: later(claim, goneAfterMs), change: changeOf(plan, plan.base, false) }
    case 'settling':
      return { end: later(claim, verdict.afterMs, verdict.again), change: changeOf(plan, plan.base, false) }
    case 'hold':
      return {
        end: done(claim),
        change: changeOf(plan, plan.base, false),
        waits: verdict.code === 'hold/out-of-sight' ? waitsForParents(desk, plan) : [],
        holds: [holdOf(desk, plan, '', verdict)],
        journal: [{ pair: pair.name, kind: 'held', data: verdict }],
      }
    case 'unlink':
      if (sent.some(isToBeSentAgain)) return { end: later(claim, 5_000) }
      return {
        end: done(claim),
        unlink: link.id,
        ...buried(plan, goneBy[verdict.why]),
        ...leftAlone(desk, plan),
        waits: [],
        holds: [],
        journal: [unlinked(plan, verdict.why), ...takenBack(plan).journal],
        decide: takenBack(plan).decide,
      }
    case 'delete':
      return memoOfDelete(desk, plan, sent)
    case 'create':
      return memoOfRestore(desk, plan, sent)
    default:
      return memoOfFields(desk, plan, sent)
  }
}

/** Where rows are recognised, the one that is left is looked at again: another may have taken the place of the other. */
function leftAlone(desk: PassDesk, { item, rows }: LinkPlan): Pick<Memo, 'wake' | 'forget' | 'apart'> {
  const { pair, link } = item
  const [left, gone] = [sides.filter(side => rows[side]), sides.filter(side => !rows[side])]
  const forget = forgotten(desk, item, gone)
  if (!pair.match) return { forget }
  return {
    ...(gone.length === 0 ? { apart: link.ids } : {}),
    wake: left.map(side => newcomerKey(pair.name, side, link.ids[side])),
    forget,
  }
}

/** Rows that are gone are no longer among those without a counterpart; where an event makes one, it has to be known still. */
function forgotten(
  desk: PassDesk,
  { pair, link }: LinkPlan['item'],
  gone: readonly Side[],
): NonNullable<Memo['forget']> {
  if (pair.when !== null) return []
  return gone.map(side => ({
    connection: desk[side].connection.id,
    entity: pair.entity[side],
    id: link.ids[side],
  }))
}

const goneBy = {
  'gone-on-crm': 'crm',
  'gone-on-pm': 'pm',
  'gone-on-both': 'both',
  'taken-back': null,
} as const

/** What is kept of a link whose row is gone, should the row come back. What a person took back stays taken back. */
function buried({ item: { pair, link }, base }: LinkPlan, gone: Side | 'both' | null): Pick<Memo, 'bury'> {
  return gone === null ? {} : { bury: { pair: pair.name, ids: link.ids, base, gone, made: link.made } }
}

function unlinked(plan: LinkPlan, why: string): Omit<JournalEntry, 'key'> {
  return {
    pair: plan.item.pair.name,
    kind: 'unlinked',
    data: { why, ids: plan.item.link.ids, base: plan.base },
  }
}

function memoOfDelete(desk: PassDesk, plan: LinkPlan, [sent]: readonly Sent[]): Memo {
  const { claim, pair, link } = plan.item
  if (sent?.is !== 'sent') return { end: later(claim, 1_000) }
  if (!sent.result.ok && sent.result.failure.kind !== 'gone') return failed(plan, sent.result.failure)
  const deleted = {
    pair: pair.name,
    kind: 'deleted' as const,
    data: { side: sent.intent.side, row: sent.intent.rowId, was: sent.intent.saw },
  }
  const isTakenBack = plan.verdict.is === 'delete' && plan.verdict.why === 'taken-back'
  // The copy of a comment goes with it, wherever a backup may bring it back.
  const by = pair.thread ? 'both' : otherSide(sent.intent.side)
  const grave = buried(plan, isTakenBack ? null : by)
  const { journal, decide } = takenBack(plan)
  const gone = sides.filter(side => !plan.rows[side] || side === sent.intent.side)
  const forget = forgotten(desk, plan.item, gone)
  const ended = { end: done(claim), unlink: link.id, ...grave, forget, waits: [], holds: [] }
  return { ...ended, journal: [deleted, ...journal], decide }
}

function memoOfRestore(desk: PassDesk, plan: LinkPlan, [sent]: readonly Sent[]): Memo {
  const { claim, pair, link } = plan.item
  if (sent?.is !== 'sent') return { end: later(claim, 1_000) }
  if (!sent.result.ok) return madeUnseen(claim, sent) ?? failed(plan, sent.result.failure)
  if (!sent.result.row) return { end: later(claim, goneAfterMs) }
  const { row, earlier } = sent.result
  const made = earlier ? asMet(sent.intent, row) : sent.intent
  return {
    end: done(claim),
    unlink: link.id,
    ...buried(plan, sent.intent.side),
    ...rememberCreated(desk, pair, made, row, emptyWorld),
  }
}

function failed(plan: LinkPlan, failure: Failure): Memo {
  const { claim, pair } = plan.item
  return { end: endAfter(claim, failure), journal: [{ pair: pair.name, kind: 'failed', data: failure }] }
}

/** Field by field: what was written moves the base, what was refused opens an episode, what is held stays asked. */
async function memoOfFields(desk: PassDesk, plan: LinkPlan, sent: readonly Sent[]): Promise<Memo> {
  const added = await memoOfMembers(desk, plan, sent.find(addsMembers))
  const written = sent.filter(one => !addsMembers(one)).map(one => readBack(desk, plan, one))
  const base = written
    .flatMap(one => one.fields)
    .reduce((moved, one) => settleWrite(one.rule, moved, one.to, plan.saw, one.written, one.why), plan.base)
  const applied = new Set(
    written.flatMap(one =>
      one.fields.filter(field => baseAfter(field.written) !== undefined).map(field => field.rule.crm),
    ),
  )
  const byVendor = written.flatMap(one => one.refused)
  const refusals = await rememberRefusals(desk, plan, byVendor, applied)
  const failure = written.flatMap(one => one.failure ?? [])[0] ?? added.failure
  const again =
    added.again || refusals.again || written.some(one => one.again) || Object.keys(plan.barred).length > 0
  const outcomes = outcomesOf(plan, written)
  const asked = holdsOf(desk, plan)
  return {
    end: failure
      ? endAfter(plan.item.claim, failure)
      : again
        ? later(plan.item.claim, 0)
        : done(plan.item.claim),
    change: changeOf(plan, base, failure === undefined && !again, shownAfter(plan.saw, written)),
    ...(added.membership ? { membership: added.membership } : {}),
    holds: [...asked, ...(added.holds ?? [])],
    ...refusals.memo,
    journal: [
      ...written.flatMap(one => one.journal),
      ...(added.journal ?? []),
      ...refusals.memo.journal,
      ...outcomes.journal,
      ...asked.map(askedOf),
    ],
    decided: outcomes.decided,
  }
}

function askedOf({ pair, field, code, detail }: ReturnType<typeof holdsOf>[number]) {
  return { pair, kind: 'held' as const, data: { field, code, detail } }
}

function holdsOf(desk: PassDesk, plan: LinkPlan) {
  return Object.entries(fieldPlans(plan.verdict) ?? {}).flatMap(([field, one]) =>
    one.is === 'hold' ? [holdOf(desk, plan, field, one)] : [],
  )
}

function holdOf(desk: PassDesk, { item, rows }: LinkPlan, field: string, { code, detail, question }: Asked) {
  const { pair } = item
  return {
    field,
    code,
    detail,
    pair: pair.name,
    question: answerable(desk, pair, question),
    shown: named(rows),
  }
}

type Asked = Extract<Verdict | FieldPlan, { is: 'hold' }>
