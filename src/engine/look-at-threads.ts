import { nextLookSeconds } from '../core/comments/next-look.ts'
import { emptyWorld } from '../core/lens.ts'
import type { PairPolicy } from '../core/policy.ts'
import { sweepRow } from '../core/sweep.ts'
import { isUnread } from '../core/unread.ts'
import { type Fields, type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Link } from '../store/links.ts'
import type { AskedThread } from '../store/threads.ts'
import { asOriginal } from './comment-rows.ts'
import type { PassDesk } from './desk.ts'
import { done, endAfter } from './ends.ts'
import { seenAs } from './keep-seen.ts'
import { linkKey, newcomerKey } from './keys.ts'
import { type Known, whatIsKnown } from './known-comments.ts'
import type { Memo } from './memo.ts'
import type { ThreadItem } from './open-keys.ts'
import { readThreads, type ThreadRead } from './read-threads.ts'
import { recordedOf } from './recorded.ts'

/**
 * Reads the comments of tasks whose threads may have changed, and makes due what is news: in one list for each side of a
 * task, however many comments there are. What follows for each of them is another key's.
 */
export async function lookAtThreads(desk: PassDesk, items: readonly ThreadItem[]): Promise<Memo[]> {
  const { comments } = desk.policy.pairs
  if (items.length === 0 || !comments) return []
  const { reads, failed } = await readThreads(desk, items)
  const known = await whatIsKnown(desk, comments, reads)
  const read = items.filter(item => !failed.has(item))
  return [
    ...read.map(item =>
      memoOf(
        desk,
        item,
        known,
        reads.filter(one => one.item === item),
      ),
    ),
    ...[...failed].map(([item, error]) => ({ end: endAfter(item.claim, error.failure) })),
  ]
}

function memoOf(desk: PassDesk, item: ThreadItem, known: Known, reads: readonly ThreadRead[]): Memo {
  const looks = reads.map(read => lookAtSide(desk, known, read))
  return {
    end: done(item.claim),
    wake: looks.flatMap(look => [...look.due, ...look.astray.map(link => linkKey(link.id))]),
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
  readonly astray: readonly Link[]
  readonly sighted: readonly ReturnType<typeof seenAs>[]
  readonly read: readonly (AskedThread & { readonly nextInSeconds: number })[]
}

function lookAtSide(desk: PassDesk, known: Known, { item, asked, rows }: ThreadRead): Look {
  if (rows === null) return unseen(asked)
  const { side } = asked
  const { pair, link } = item
  const here = linksInThread(known, link)
  const news = newsIn(known, item, side, rows, here)
  return {
    due: [...news.due, ...missing(here.known, side, rows)],
    astray: here.astray,
    sighted: news.unlinked.map(row => seenAs(desk[side], pair.entity[side], row, [])),
    read: [{ ...asked, nextInSeconds: nextLook(desk, pair, asked, rows) }],
  }
}

/** A task that is not there, or not to be seen, tells nothing of its comments: its own link says what becomes of it. */
function unseen(asked: AskedThread): Look {
  return { due: [], astray: [], sighted: [], read: [{ ...asked, nextInSeconds: unseenSeconds }] }
}

const unseenSeconds = 24 * 3600

interface Here {
  readonly known: readonly Link[]
  /** Links of comments whose tasks do not belong together any more. */
  readonly astray: readonly Link[]
}

/** The links of comments under this task or its counterpart; astray are those whose other half stands elsewhere. */
function linksInThread({ under }: Known, { ids }: Link): Here {
  const found = sides.flatMap(side => under.get(`${side} ${ids[side]}`) ?? [])
  const all = [...new Map(found.map(link => [link.id, link])).values()]
  const isAstray = ({ parents }: Link) => sides.some(of => parents[of] !== null && parents[of] !== ids[of])
  return { known: all.filter(link => !isAstray(link)), astray: all.filter(isAstray) }
}

/** Linked comments that show something else than what is on record, and comments that nobody has seen yet. */
function newsIn(
  { linked, seen, held }: Known,
  { pair }: ThreadItem,
  side: Side,
  rows: readonly Row[],
  { known, astray }: Here,
) {
  const strange = rows.filter(row => !known.some(link => link.ids[side] === row.id))
  const moved = linked.filter(
    link => strange.some(row => row.id === link.ids[side]) && !astray.some(one => one.id === link.id),
  )
  const links = [...known, ...moved]
  const unlinked = strange.filter(row => !moved.some(link => link.ids[side] === row.id))
  const changed = rows.flatMap(row => {
    const link = links.find(one => one.ids[side] === row.id)
    if (!link) return []
    const shown = asOriginal(pair, link.made, side, row)
    return sweepRow(pair, recordedOf(link), side, shown, emptyWorld).is === 'look' ? [linkKey(link.id)] : []
  })
  const isAstray = (row: Row) => astray.some(link => link.ids[side] === row.id)
  const isHeld = (row: Row) => held.has(newcomerKey(pair.name, side, row.id))
  const fresh = unlinked.filter(row => isAstray(row) || isHeld(row) || isNewsOf(row, seen[side].get(row.id)))
  return {
    due: [...changed, ...fresh.map(row => newcomerKey(pair.name, side, row.id))],
    unlinked: fresh.filter(row => !isUnread(row)),
  }
}

/** Of a comment without a counterpart, and that nobody is asked about, only its becoming private, or no longer so, makes a difference. */
function isNewsOf(row: Row, before: Fields | undefined): boolean {
  return before === undefined || (!isUnread(row) && before.private !== (row.fields.private ?? null))
}

/** Comments that the list does not show are each looked for by themselves, also those that were missed while their tasks were apart. */
function missing(known: readonly Link[], side: Side, rows: readonly Row[]): string[] {
  const shown = new Set(rows.map(row => row.id))
  return known.filter(link => !shown.has(link.ids[side])).map(link => linkKey(link.id))
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
