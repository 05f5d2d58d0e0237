import type { Base } from '../core/base.ts'
import { copyOf, isCopy, originalOf, type Thread } from '../core/comments/find-copy.ts'
import { isHistory } from '../core/comments/is-history.ts'
import type { World } from '../core/lens.ts'
import type { MatchVerdict } from '../core/match.ts'
import { takesPart } from '../core/plan.ts'
import type { PairPolicy } from '../core/policy.ts'
import { isUnread } from '../core/unread.ts'
import { bySide, otherSide, type Side, sides } from '../core/value.ts'
import { fewAtOnce, type Row } from '../spi/index.ts'
import { newestCreate } from '../store/intents.ts'
import { linksOfRows } from '../store/links.ts'
import { historyOf } from '../store/thread-history.ts'
import { notFirstInThread } from '../store/threads.ts'
import { anchorOf } from './anchor-of.ts'
import { asOriginal, threadOf } from './comment-rows.ts'
import type { PassDesk } from './desk.ts'
import { pullThread } from './pull-thread.ts'
import type { Present } from './recognising.ts'
import { speakersOf } from './speakers.ts'

/** What is known of a comment without a counterpart. */
export interface RecognisedComment {
  readonly match: MatchVerdict
  readonly comment: 'copy' | 'history' | 'new'
  /** The side of the copy, where the two are one comment. */
  readonly made: Side
  /** An older comment of its thread is still to be copied: when that is due, in ms; null: there is none. */
  readonly behindMs: number | null
  /** Who it is posted as on the other side; null: as us. */
  readonly speaker: string | null
  /** The other task was not to be seen: whether its copy is there already nobody can tell just now. */
  readonly isOtherUnseen: boolean
  /** The tasks that it and its other half stand under. */
  readonly parents: Readonly<Record<Side, string>>
  /** What both show, where they are one comment: neither has to be seen once more for that. */
  readonly agreed: Base | null
}

/**
 * Looks, for every comment that is about to be copied, whether its copy is there already: the answer to its create may have
 * been lost, however long ago. The thread is read as it is now, once in a pass.
 */
export async function recogniseComments(
  desk: PassDesk,
  present: readonly Present[],
  world: World,
): Promise<(one: Present) => RecognisedComment | undefined> {
  const known = new Map<Present, RecognisedComment>()
  const { comments } = desk.policy.pairs
  const thread = comments && threadOf(desk, comments)
  if (!comments || !thread) return () => undefined
  const due = present.flatMap(one => placed(comments, one, world)).sort(byAge)
  const behind = await behindOthers(desk, comments, due)
  const kinds = await kindsOf(desk, thread, due)
  const isInTurn = ({ one }: Placed) => !behind.has(one.row.id)
  const looking = due.filter(each => {
    const kind = kinds(each)
    return kind === 'copy' || (isCarried(each, kind) && isInTurn(each))
  })
  const unlinked = await otherThreads(desk, comments, looking)
  const speaker = await speakersOf(
    desk,
    comments,
    looking.map(({ one: { item, row } }) => ({ side: item.side, row })),
  )
  const taken = new Set<string>()
  for (const each of due) {
    const { one, task } = each
    const found = unlinked.get(`${otherSide(one.item.side)} ${task.other}`)
    const others = (found ?? []).filter(row => !taken.has(row.id))
    const waits = { behindMs: behind.get(one.row.id) ?? null, isOtherUnseen: found === null }
    const said = { speaker: speaker(one.item.side, one.row), ...waits }
    const sent = asSent(one)
    const told = recogniseOne(thread, sent, kinds(each), others)
    const { match, made } = told
    const other = match.is === 'link' ? others.find(row => row.id === match.with) : undefined
    if (other) taken.add(other.id)
    const agreed = other ? agreedBase(comments, made, sent, other) : null
    known.set(one, { ...told, ...said, parents: bySide(one.item.side, task.own, task.other), agreed })
  }
  return one => known.get(one)
}

/** As it was when the create of its copy was sent, where that had no answer: what was typed since is not in the copy. */
function asSent({ item, row }: Present): Present {
  const create = newestCreate(item)
  return create
    ? { item, row: { ...row, fields: { ...row.fields, ...create.saw[item.side] } } }
    : { item, row }
}

interface Placed {
  readonly one: Present
  /** The task it stands under, and that one's counterpart. */
  readonly task: { readonly own: string; readonly other: string }
}

function taskLink({ one, task }: Placed) {
  return { side: one.item.side, id: task.own }
}

/** Comments that take part, under a task that is linked. */
function placed(pair: PairPolicy, one: Present, world: World): Placed[] {
  const { item, row } = one
  if (item.pair !== pair || isUnread(row) || !takesPart(pair, item.side, row)) return []
  const anchor = anchorOf(item, row.fields, world)
  const own = pair.anchor && row.fields[pair.anchor[item.side]]
  return anchor.is === 'linked' && typeof own === 'string' ? [{ one, task: { own, other: anchor.id } }] : []
}

type Kind = RecognisedComment['comment']

function recogniseOne(thread: Thread, { item, row }: Present, comment: Kind, others: readonly Row[]) {
  const { side } = item
  return comment === 'copy'
    ? { match: originalOf(thread, side, row, others), comment, made: side }
    : { match: copyOf(thread, side, row, others), comment, made: otherSide(side) }
}

function agreedBase(pair: PairPolicy, made: Side, { item, row }: Present, other: Row): Base {
  const rows = bySide(item.side, row, other)
  const shownOn = (side: Side) => {
    const { fields } = asOriginal(pair, made, side, rows[side])
    return Object.fromEntries(pair.fields.map(rule => [rule[side], fields[rule[side]] ?? null]))
  }
  return { crm: shownOn('crm'), pm: shownOn('pm') }
}

/** Where the vendor does not tell when a comment was written, nobody can say that it is old. */
async function kindsOf(
  desk: PassDesk,
  thread: Thread,
  due: readonly Placed[],
): Promise<(one: Placed) => Kind> {
  const histories = await historyOf(desk.engine.pool, desk.mapping.id, due.map(taskLink))
  return ({ one: { item, row }, task }) => {
    if (isCopy(thread, item.side, row)) return 'copy'
    return isHistory(item.pair, row.fields, histories.get(`${item.side} ${task.own}`)) ? 'history' : 'new'
  }
}

/** Whether a copy of it is to be made, by itself or because somebody asked. */
function isCarried({ one: { item } }: Placed, kind: Kind): boolean {
  if (item.wish?.why === 'asked') return true
  return kind === 'new' && item.pair.create.includes(otherSide(item.side))
}

/** The unlinked comments of the other side's threads, by side and task; null: the task is not to be seen. */
async function otherThreads(
  desk: PassDesk,
  pair: PairPolicy,
  due: readonly Placed[],
): Promise<ReadonlyMap<string, readonly Row[] | null>> {
  const threads = new Map(
    due.map(({ one, task }) => {
      const side = otherSide(one.item.side)
      return [`${side} ${task.other}`, { side, task: task.other }] as const
    }),
  )
  const read = await fewAtOnce(threads, async ([name, { side, task }]) => {
    return { name, side, rows: await pullThread(desk[side], pair.entity[side], task) }
  })
  const refs = read.flatMap(({ side, rows }) => (rows ?? []).map(({ id }) => ({ pair: pair.name, side, id })))
  const links = await linksOfRows(desk.engine.pool, desk.mapping.id, refs)
  const linked = new Set(links.flatMap(({ ids }) => sides.map(side => `${side} ${ids[side]}`)))
  const isFree = (side: Side, row: Row) => !linked.has(`${side} ${row.id}`) && !isUnread(row)
  return new Map(
    read.map(({ name, side, rows }) => [name, rows?.filter(row => isFree(side, row)) ?? null] as const),
  )
}

function ageOf({ row }: Present): string {
  return typeof row.fields.at === 'string' ? row.fields.at : ''
}

/** The order of a thread: by the moment, and of one moment by the number that the vendor gave. */
export function byAge(a: { readonly one: Present }, b: { readonly one: Present }): number {
  const [first, second] = [ageOf(a.one), ageOf(b.one)]
  if (first !== second) return first < second ? -1 : 1
  const [one, other] = [a.one.row.id, b.one.row.id]
  return one.length - other.length || (one < other ? -1 : 1)
}

async function behindOthers(
  desk: PassDesk,
  pair: PairPolicy,
  due: readonly Placed[],
): Promise<ReadonlyMap<string, number>> {
  const behind = new Map<string, number>()
  for (const side of ['crm', 'pm'] as const) {
    const rows = due
      .filter(({ one }) => one.item.side === side)
      .map(({ one, task }) => ({ id: one.row.id, parent: task.own, at: ageOf(one) }))
    const at = {
      mapping: desk.mapping.id,
      side,
      connection: desk[side].connection.id,
      entity: pair.entity[side],
    }
    const field = pair.anchor?.[side] ?? ''
    for (const [id, inMs] of await notFirstInThread(desk.engine.pool, at, rows, field)) behind.set(id, inMs)
  }
  return behind
}

/** Rows as they were, but comments in the order of their threads. */
export function inThreadOrder(present: readonly Present[]): Present[] {
  const [comments, others] = [true, false].map(is =>
    present.filter(one => Boolean(one.item.pair.thread) === is),
  )
  return [...(others ?? []), ...(comments ?? []).sort((a, b) => byAge({ one: a }, { one: b }))]
}
