import { nextLookSeconds } from '../core/comments/next-look.ts'
import { reactions } from '../core/failure.ts'
import { emptyWorld } from '../core/lens.ts'
import type { PairPolicy } from '../core/policy.ts'
import { sweepRow } from '../core/sweep.ts'
import { isUnread } from '../core/unread.ts'
import { type Fields, otherSide, type Side, sides } from '../core/value.ts'
import { type Row, VendorError } from '../spi/index.ts'
import { type Link, linksOfRows, linksUnder } from '../store/links.ts'
import { sightingsOf } from '../store/sightings.ts'
import { type AskedThread, askedThreads } from '../store/threads.ts'
import { asOriginal } from './comment-rows.ts'
import type { PassDesk } from './desk.ts'
import { done, endAfter } from './ends.ts'
import { seenAs } from './keep-seen.ts'
import { linkKey, newcomerKey } from './keys.ts'
import type { Memo } from './memo.ts'
import type { ThreadItem } from './open-keys.ts'
import { pullThread } from './pull-thread.ts'
import { recordedOf } from './recorded.ts'

/**
 * Reads the comments of tasks whose threads may have changed, and makes due what is news: in one list for each side of a
 * task, however many comments there are. What follows for each of them is another key's.
 */
export async function lookAtThreads(desk: PassDesk, items: readonly ThreadItem[]): Promise<Memo[]> {
  if (items.length === 0) return []
  const asked = await askedThreads(
    desk.engine.pool,
    items.map(item => item.link.id),
  )
  const memos: Memo[] = []
  let stopped: VendorError | null = null
  for (const item of items) {
    try {
      if (stopped) memos.push({ end: endAfter(item.claim, stopped.failure) })
      else
        memos.push(
          await lookAtOne(
            desk,
            item,
            asked.filter(one => one.link === item.link.id),
          ),
        )
    } catch (error) {
      if (!(error instanceof VendorError) || reactions[error.failure.kind].startsWith('pause')) throw error
      memos.push({ end: endAfter(item.claim, error.failure) })
      if (reactions[error.failure.kind] === 'retry') stopped = error
    }
  }
  return memos
}

async function lookAtOne(desk: PassDesk, item: ThreadItem, asked: readonly AskedThread[]): Promise<Memo> {
  const looks: Look[] = []
  for (const one of asked) looks.push(await lookAtSide(desk, item, one))
  return {
    end: done(item.claim),
    wake: looks.flatMap(look => look.due),
    unlinks: looks.flatMap(look => look.astray.map(link => link.id)),
    sighted: looks.flatMap(look => look.sighted),
    threads: { read: looks.flatMap(look => look.read) },
    journal: looks.flatMap(look => look.astray.map(({ ids }) => strayed(item.pair, ids))),
  }
}

function strayed(pair: PairPolicy, ids: Link['ids']) {
  const data = { why: 'the task of one of them has another counterpart', ids }
  return { pair: pair.name, kind: 'unlinked' as const, data }
}

interface Look {
  readonly due: readonly string[]
  /** Links of comments whose tasks do not belong together any more. */
  readonly astray: readonly Link[]
  readonly sighted: readonly ReturnType<typeof seenAs>[]
  readonly read: readonly (AskedThread & { readonly nextInSeconds: number })[]
}

async function lookAtSide(desk: PassDesk, item: ThreadItem, asked: AskedThread): Promise<Look> {
  const { side } = asked
  const { pair, link } = item
  const task = link.ids[side]
  const rows = await pullThread(desk[side], pair.entity[side], task)
  if (rows === null) return unseen(asked)
  const { known, astray } = await linksInThread(desk, link, side)
  const news = await newsIn(desk, item, side, rows, { known, astray })
  return {
    due: [...news.due, ...missing(known, side, rows)],
    astray,
    sighted: news.unlinked.map(row => seenAs(desk[side], pair.entity[side], row, [])),
    read: [{ ...asked, nextInSeconds: nextLook(desk, pair, asked, rows) }],
  }
}

/** A task that is not there, or not to be seen, tells nothing of its comments: its own link says what becomes of it. */
function unseen(asked: AskedThread): Look {
  return { due: [], astray: [], sighted: [], read: [{ ...asked, nextInSeconds: unseenSeconds }] }
}

const unseenSeconds = 24 * 3600

/** The links of comments under this task or its counterpart; astray are those whose other half stands elsewhere. */
async function linksInThread(desk: PassDesk, { ids }: Link, side: Side) {
  const { engine, mapping } = desk
  const under = async (of: Side) => linksUnder(engine.pool, mapping.id, of, [ids[of]])
  const found = new Map(
    [...(await under(side)), ...(await under(otherSide(side)))].map(link => [link.id, link]),
  )
  const isAstray = ({ parents }: Link) => sides.some(of => parents[of] !== null && parents[of] !== ids[of])
  const all = [...found.values()]
  return { known: all.filter(link => !isAstray(link)), astray: all.filter(isAstray) }
}

/** Linked comments that show something else than what is on record, and comments that nobody has seen yet. */
async function newsIn(
  desk: PassDesk,
  { pair }: ThreadItem,
  side: Side,
  rows: readonly Row[],
  { known, astray }: { readonly known: readonly Link[]; readonly astray: readonly Link[] },
) {
  const strange = rows.filter(row => !known.some(link => link.ids[side] === row.id))
  const refs = strange.map(row => ({ pair: pair.name, side, id: row.id }))
  const linked = await linksOfRows(desk.engine.pool, desk.mapping.id, refs)
  const moved = linked.filter(link => !astray.some(one => one.id === link.id))
  const links = [...known, ...moved]
  const unlinked = strange.filter(row => !moved.some(link => link.ids[side] === row.id))
  const seen = await sightingsOf(
    desk.engine.pool,
    desk[side].connection.id,
    pair.entity[side],
    unlinked.map(row => row.id),
  )
  const changed = rows.flatMap(row => {
    const link = links.find(one => one.ids[side] === row.id)
    if (!link) return []
    const shown = asOriginal(pair, link.made, side, row)
    return sweepRow(pair, recordedOf(link), side, shown, emptyWorld).is === 'look' ? [linkKey(link.id)] : []
  })
  const isAstray = (row: Row) => astray.some(link => link.ids[side] === row.id)
  const isNews = (row: Row) => isAstray(row) || isNewsOf(row, seen.get(row.id))
  const fresh = unlinked.filter(isNews)
  return {
    due: [...changed, ...fresh.map(row => newcomerKey(pair.name, side, row.id))],
    unlinked: fresh.filter(row => !isUnread(row)),
  }
}

/** Of a comment without a counterpart only its becoming private, or no longer so, makes a difference. */
function isNewsOf(row: Row, before: Fields | undefined): boolean {
  return before === undefined || (!isUnread(row) && before.private !== (row.fields.private ?? null))
}

/** Comments that the list does not show are each looked for by themselves. */
function missing(known: readonly Link[], side: Side, rows: readonly Row[]): string[] {
  const shown = new Set(rows.map(row => row.id))
  const gone = known.filter(link => !shown.has(link.ids[side]) && link.absent[side] === null)
  return gone.map(link => linkKey(link.id))
}

function nextLook(
  desk: PassDesk,
  pair: PairPolicy,
  { side, mark }: AskedThread,
  rows: readonly Row[],
): number {
  const news = desk[side].connector.entities[pair.entity[side]]?.inside?.news
  const times = rows.flatMap(({ fields, changedAt }) => [fields.at, changedAt]).map(momentOf)
  const quietMs = Date.now() - Math.max(Number.NEGATIVE_INFINITY, ...times)
  return nextLookSeconds(quietMs / 1000, news !== 'unsure' || mark === '')
}

function momentOf(value: Fields[string] | undefined): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}
