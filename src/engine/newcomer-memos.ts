import { noBase } from '../core/base.ts'
import { decided } from '../core/decision.ts'
import { lookForWished } from '../core/gone.ts'
import { keyOfRow } from '../core/matching/recognition.ts'
import { conditionHolds, type NewcomerVerdict } from '../core/newcomer.ts'
import { isUnread } from '../core/unread.ts'
import { bySide, otherSide, type Side } from '../core/value.ts'
import type { Wait } from '../store/waits.ts'
import { memoOfCreate } from './create-memo.ts'
import type { PassDesk } from './desk.ts'
import { done, isLookedAt, later, soonMs } from './ends.ts'
import { seenAs } from './keep-seen.ts'
import { newcomerKey } from './keys.ts'
import type { Memo } from './memo.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import { answerable, named } from './questions.ts'
import { waitsForAnybody } from './refusing.ts'
import type { Sent } from './send.ts'
import { isUnanswered } from './unanswered.ts'

/** A row that waits for another is looked at again anyway after this long, in ms. */
const waitAtMostMs = 15 * 60_000

type Planned = Extract<NewcomerPlan, { is: 'planned' }>
type Linking = Extract<NewcomerVerdict, { is: 'link' | 'relink' }>

/** What is remembered of one row without a counterpart. */
export async function memoOfNewcomer(
  desk: PassDesk,
  plan: NewcomerPlan,
  sent: readonly Sent[],
): Promise<Memo> {
  const { item } = plan
  const settled =
    plan.is === 'planned' && isUnanswered(plan.verdict) ? [] : item.intents.map(intent => intent.id)
  if (plan.is === 'too-early') return tooEarly(plan)
  if (plan.is === 'moved') return { ...moved(plan), closedIntents: settled }
  if (plan.is === 'absent') return { ...absent(desk, item), closedIntents: settled }
  const [first] = sent
  const memo =
    plan.verdict.is === 'create'
      ? await memoOfCreate(desk, plan, first)
      : memoOfVerdict(desk, plan, plan.verdict)
  const seen: Pick<Memo, 'seen' | 'suggested' | 'stirs' | 'forget'> = isUnread(plan.row)
    ? {}
    : plan.isApart
      ? { forget: [rowAt(desk, item, item.side, item.rowId)] }
      : seenNow(desk, plan)
  const wished = { ...(plan.wished ? { wished: plan.wished } : {}), ...thereAgain(item) }
  const { decision } = item
  const decided = decision && decision.choice.is !== 'ignore' && isLookedAt(memo) ? [decision.id] : []
  const counts = seen.seen && item.pair.name === 'tasks' && item.side === 'pm' ? { counts: plan.row } : {}
  return {
    ...seen,
    ...wished,
    ...counts,
    ...memo,
    decided,
    closedIntents: [...settled, ...(memo.closedIntents ?? [])],
  }
}

function thereAgain({ wish }: NewcomerItem): Pick<Memo, 'wishedRow'> {
  if (!wish || wish.missingMs === null) return {}
  return { wishedRow: { pair: wish.pair, side: wish.side, rowId: wish.rowId, isMissing: false } }
}

function tooEarly({
  item,
  afterMs = soonMs,
  made,
  wake = [],
}: Extract<NewcomerPlan, { is: 'too-early' }>): Memo {
  return { end: later(item.claim, afterMs), ...(made ? { made: [made] } : {}), wake }
}

/** Looked at once more: another worker may just have let the link go, and then it is linked anew with its past. */
function moved({ item, link }: Extract<NewcomerPlan, { is: 'moved' }>): Memo {
  const { side, rowId: to, claim, pair } = item
  const data = { ids: { ...link.ids, [side]: to }, why: 'it was moved, and has another id now' }
  return {
    end: later(claim, 200),
    moved: { link: link.id, side, to },
    waits: [],
    holds: [],
    journal: [{ pair: pair.name, kind: 'linked', data }],
  }
}

/** Gone before it was linked. A wish for it is kept a while: the row may only be hard to read just now. */
function absent(desk: PassDesk, item: NewcomerItem): Memo {
  if (!item.wish) return forgotten(desk, item)
  const { pair, side, rowId, why, missingMs, askedBy } = item.wish
  const wasWon = item.pair.when !== null && item.before !== null && conditionHolds(item.pair, item.before)
  const afterMs = lookForWished(wasWon ? 'won' : why, missingMs)
  if (afterMs !== null)
    return { end: later(item.claim, afterMs), wishedRow: { pair, side, rowId, isMissing: true } }
  const data = { kind: 'gone', message: 'It was asked for, and is not there any more.', askedBy }
  return {
    ...forgotten(desk, item),
    unwished: { pair, side, rowId },
    journal: [{ pair, kind: 'failed', data }],
  }
}

function forgotten(desk: PassDesk, item: NewcomerItem): Memo {
  const { connection } = desk[item.side]
  const gone = { connection: connection.id, entity: item.pair.entity[item.side], id: item.rowId }
  return {
    end: done(item.claim),
    // Where an event makes a counterpart, a row that comes into sight again must not look like one of today.
    ...(item.pair.when === null ? { forget: [gone] } : {}),
    ...(item.pair.match ? { suggested: { side: item.side, rowId: item.rowId, found: [] } } : {}),
    ...(item.pair.name === 'tasks' && item.side === 'pm' ? { counts: { id: item.rowId, fields: null } } : {}),
    waits: [],
    holds: [],
  }
}

/** What it showed is kept, and what it could be; whoever wondered about its old name looks again. */
function seenNow(
  desk: PassDesk,
  { item, row, recognised }: Planned,
): Pick<Memo, 'seen' | 'suggested' | 'stirs'> {
  const { match } = item.pair
  const seen = {
    seen: seenAs(desk[item.side], item.pair.entity[item.side], row, match ? [match[item.side]] : []),
  }
  if (!match || recognised.suggested === null) return seen
  const suggested = { side: item.side, rowId: row.id, found: recognised.suggested }
  const before = item.before ? keyOfRow(item.before, match[item.side]) : null
  const stirs =
    before !== null && before !== seen.seen.matchKey ? { stirs: rowAt(desk, item, item.side, row.id) } : {}
  return { ...seen, suggested, ...stirs }
}

function rowAt(desk: PassDesk, item: NewcomerItem, side: Side, id: string) {
  return { connection: desk[side].connection.id, entity: item.pair.entity[side], id }
}

/** Which of several is meant may be settled by a change of any of them. */
function waitsOfHold(desk: PassDesk, { item, recognised }: Planned): Omit<Wait, 'key'>[] {
  if (recognised.match.is !== 'ambiguous') return []
  const named = [
    ...recognised.rivals.map(id => rowAt(desk, item, item.side, id)),
    ...recognised.match.candidates.map(id => rowAt(desk, item, otherSide(item.side), id)),
  ]
  return named.map(({ id, ...at }) => ({ ...at, rowId: id }))
}

function memoOfVerdict(
  desk: PassDesk,
  plan: Planned,
  verdict: Exclude<NewcomerVerdict, { is: 'create' }>,
): Memo {
  const { item } = plan
  const pair = item.pair.name
  switch (verdict.is) {
    case 'rest':
      return { end: done(item.claim), waits: [], holds: [] }
    case 'hold':
      return {
        end: done(item.claim),
        waits: verdict.code === 'hold/untranslatable' ? waitsForAnybody(desk) : waitsOfHold(desk, plan),
        holds: [holdOf(desk, plan, verdict)],
        journal: [{ pair, kind: 'held', data: verdict }],
      }
    case 'wait':
      return memoOfWait(desk, plan, verdict)
    case 'link':
    case 'relink':
      return memoOfLinking(plan, verdict)
  }
}

/** Rows that were linked once have a past: what was edited since on either side still counts as a change. */
function memoOfLinking({ item, row, once, comment, recognised }: Planned, verdict: Linking): Memo {
  const pair = item.pair.name
  const grave = verdict.is === 'relink' ? once.find(one => one.with === verdict.with)?.tombstone : undefined
  const ids = bySide(item.side, row.id, verdict.with)
  const isTold = recognised.match.is === 'link' && recognised.match.with === verdict.with
  const why = grave ? 'it is there again' : 'same name, and nobody else has it'
  return {
    end: done(item.claim),
    newLink: {
      pair,
      ids,
      base: grave?.base ?? (isTold ? comment?.agreed : null) ?? noBase,
      origin: grave ? 'created' : linkOrigin(item),
      made: grave ? grave.made : (comment?.made ?? null),
      ...(comment && { parents: comment.parents }),
      lookAgain: true,
    },
    ...(grave ? { dugUp: grave.id } : {}),
    waits: [],
    holds: [],
    journal: [{ pair, kind: 'linked', data: { ids, why } }],
  }
}

/** The row it belongs to comes first; where the mapping allows, that one is asked for. */
function memoOfWait(
  desk: PassDesk,
  { item, row: own }: Planned,
  verdict: Extract<NewcomerVerdict, { is: 'wait' }>,
): Memo {
  const anchor = desk.policy.pairs[verdict.of]
  const asks = anchor?.createWhen === 'needed' && anchor.create.includes(otherSide(item.side))
  const row = anchor ? { pair: anchor.name, side: item.side, rowId: verdict.for } : null
  return {
    end: later(item.claim, waitAtMostMs),
    waits: [
      {
        connection: desk[item.side].connection.id,
        entity: anchor?.entity[item.side] ?? '',
        rowId: verdict.for,
      },
    ],
    holds: [
      {
        field: '',
        code: 'hold/waits',
        detail: verdict.detail,
        pair: item.pair.name,
        shown: named({ [item.side]: own }),
      },
    ],
    ...(asks && row ? { needed: row, wake: [newcomerKey(row.pair, row.side, row.rowId)] } : {}),
  }
}

function holdOf(desk: PassDesk, { item, row }: Planned, verdict: Extract<NewcomerVerdict, { is: 'hold' }>) {
  const { code, detail, question } = verdict
  const { pair, side } = item
  const shown = named({ [side]: row })
  return { field: '', code, detail, pair: pair.name, question: answerable(desk, pair, question), shown }
}

/** A person picked one of several, or nobody had to. */
function linkOrigin({ decision }: NewcomerItem): 'chosen' | 'matched' {
  return decided(decision ?? undefined, {}, 'pick') ? 'chosen' : 'matched'
}
