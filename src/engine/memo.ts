import type { NewMembers } from '../core/members.ts'
import { type Side, sides } from '../core/value.ts'
import { type IdPair, keepApart } from '../store/apart.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { endDecisions, heedAgain, makeDecisions, type NewDecision } from '../store/decisions.ts'
import { holdKeys } from '../store/dirty.ts'
import { type EpisodeChanges, rememberEpisodes } from '../store/episodes.ts'
import { type Hold, replaceHolds } from '../store/holds.ts'
import { closeIntents, type MadeRow, noteMade } from '../store/intents.ts'
import { type JournalEntry, writeJournal } from '../store/journal.ts'
import { type KeyEnd, settleKeys } from '../store/key-ends.ts'
import type { LinkChange, NewLink } from '../store/links.ts'
import type { MembershipChange } from '../store/memberships.ts'
import { type Letter, postLetters } from '../store/outbox.ts'
import { forgetSightings, recordNewSightings, recordSightings, type Seen } from '../store/sightings.ts'
import { prio, type RowSignal, signalKeys } from '../store/signals.ts'
import { replaceSuggestions, type SuggestedFor } from '../store/suggestions.ts'
import { type AskedThread, noteThreads, type ThreadMark, threadsRead } from '../store/threads.ts'
import type { NewTombstone } from '../store/tombstones.ts'
import { replaceWaits, type Wait, wakeServed, wakeWaitersFor } from '../store/waits.ts'
import {
  grantWishes,
  makeWishes,
  type NewWish,
  noteWished,
  type Wish,
  type WishedRow,
} from '../store/wishes.ts'
import type { PassDesk } from './desk.ts'
import { isNews } from './is-news.ts'
import { isOfNewcomer, newcomerKey } from './keys.ts'
import { rememberLinks } from './remember-links.ts'
import { rememberTasks, type TaskNews } from './tallies.ts'

type RowOfPair = Pick<Wish, 'pair' | 'side' | 'rowId'>

interface ThreadNews {
  readonly marks?: readonly ThreadMark[]
  readonly read?: readonly (AskedThread & { readonly nextInSeconds: number })[]
}

/** All that a pass has to remember about one key. Written down whole, or not at all. */
export interface Memo extends EpisodeChanges {
  readonly end: KeyEnd
  readonly change?: LinkChange
  readonly newLink?: NewLink & { readonly lookAgain: boolean; readonly members?: NewMembers | null }
  readonly membership?: MembershipChange
  /** What a task shows of itself, or that it is gone; for the tallies of its project. */
  readonly counts?: TaskNews
  /** A linked row that has another id now. */
  readonly moved?: { readonly link: string; readonly side: Side; readonly to: string }
  readonly unlink?: string
  /** What is kept of a link that ended because a row was gone. */
  readonly bury?: NewTombstone
  /** The tombstone of a link that is there again. */
  readonly dugUp?: string
  readonly closedIntents?: readonly string[]
  /** Rows that unsettled creates are known to have made. */
  readonly made?: readonly MadeRow[]
  readonly waits?: readonly Omit<Wait, 'key'>[]
  readonly holds?: readonly Omit<Hold, 'key'>[]
  readonly journal?: readonly Omit<JournalEntry, 'key'>[]
  readonly letters?: readonly Letter[]
  readonly seen?: Seen
  /** What this row could be linked with, from now on. */
  readonly suggested?: SuggestedFor
  /** A row that others wondered about, and that is another one now. */
  readonly stirs?: RowSignal
  /** Rows that a person wanted unlinked, and that are not to be recognised as the same again. */
  readonly apart?: IdPair
  /** Rows that are gone. */
  readonly forget?: readonly RowSignal[]
  readonly wished?: NewWish
  /** A row that something was asked for, and that is out of sight, or there again. */
  readonly wishedRow?: WishedRow
  /** What is asked for no longer, as the row is gone. */
  readonly unwished?: RowOfPair
  /** A row whose counterpart this one needs first. */
  readonly needed?: RowOfPair
  /** Decisions that have been carried out, or are out of date. */
  readonly decided?: readonly string[]
  /** What follows from a decision for other keys. */
  readonly decide?: readonly NewDecision[]
  /** What tasks show of their threads, and threads that were read. */
  readonly threads?: ThreadNews
  /** Links that ended with no row being gone. */
  readonly unlinks?: readonly string[]
  /** Rows that were seen for the first time. */
  readonly sighted?: readonly Seen[]
  /** Keys that are due because of this one. */
  readonly wake?: readonly string[]
}

/** Writes down what a pass did, for the keys this worker still holds. The rest is the next holder's to settle. */
export function remember(desk: PassDesk, memos: readonly Memo[]): Promise<void> {
  if (memos.length === 0) return Promise.resolve()
  return inTransaction(desk.engine.pool, async tx => {
    const held = await holdKeys(
      tx,
      desk.mapping.id,
      desk.token,
      memos.map(memo => memo.end.key),
    )
    const mine = memos.filter(memo => held.has(memo.end.key))
    await rememberLinks(tx, desk, mine, wakePrio(desk))
    const newlyHeld = await rememberQuestions(tx, desk, mine)
    await rememberNewcomers(tx, desk, mine)
    await rememberTasks(tx, desk, mine)
    await rememberThreads(tx, desk, mine)
    await rememberDecisions(tx, desk, mine)
    await rememberIntents(tx, mine)
    const news = mine.flatMap(journalOf).filter(one => isNews(one, newlyHeld))
    await writeJournal(tx, desk.mapping.id, news, desk.token)
    await postLetters(
      tx,
      mine.flatMap(memo => memo.letters ?? []),
    )
    const woken = mine.flatMap(memo => memo.wake ?? [])
    await signalKeys(tx, desk.mapping.id, woken, wakePrio(desk))
    await settleKeys(
      tx,
      desk.mapping.id,
      desk.token,
      mine.map(memo => memo.end),
    )
  })
}

async function rememberIntents(tx: Db, memos: readonly Memo[]): Promise<void> {
  await noteMade(
    tx,
    memos.flatMap(memo => memo.made ?? []),
  )
  await closeIntents(
    tx,
    memos.flatMap(memo => memo.closedIntents ?? []),
  )
}

async function rememberThreads(tx: Db, desk: PassDesk, memos: readonly Memo[]): Promise<void> {
  const news = memos.flatMap(memo => memo.threads ?? [])
  const marks = news.flatMap(one => one.marks ?? [])
  await noteThreads(tx, desk.mapping.id, marks, wakePrio(desk))
  await threadsRead(
    tx,
    news.flatMap(one => one.read ?? []),
  )
}

/** What follows from a backlog is part of it. */
function wakePrio({ urgency }: PassDesk): number {
  return urgency === 'live' ? prio.edit : prio.backlog
}

/** Answers the keys that have a new hold. */
async function rememberQuestions(tx: Db, desk: PassDesk, memos: readonly Memo[]): Promise<Set<string>> {
  await rememberEpisodes(tx, desk.mapping.id, memos)
  const looked = memos.filter(memo => memo.waits !== undefined || memo.holds !== undefined)
  const keys = looked.map(memo => memo.end.key)
  await replaceWaits(
    tx,
    desk.mapping.id,
    keys,
    looked.flatMap(memo => withKey(memo, memo.waits)),
  )
  await wakeServed(tx, desk.mapping.id, keys.filter(isOfNewcomer))
  return replaceHolds(
    tx,
    desk.mapping.id,
    keys,
    looked.flatMap(memo => withKey(memo, memo.holds)),
  )
}

async function rememberNewcomers(tx: Db, desk: PassDesk, memos: readonly Memo[]): Promise<void> {
  await recordSightings(
    tx,
    memos.flatMap(memo => memo.seen ?? []),
  )
  await recordNewSightings(
    tx,
    memos.flatMap(memo => memo.sighted ?? []),
  )
  for (const gone of memos.flatMap(memo => memo.forget ?? []))
    await forgetSightings(tx, gone.connection, gone.entity, [gone.id])
  await keepApart(
    tx,
    desk.mapping.id,
    memos.flatMap(memo => memo.apart ?? []),
    'an answer',
  )
  await replaceSuggestions(
    tx,
    desk.mapping.id,
    memos.flatMap(memo => (memo.newLink ? [] : (memo.suggested ?? []))),
  )
  await wakeWaitersFor(
    tx,
    desk.mapping.id,
    memos.flatMap(memo => [...(memo.stirs ? [memo.stirs] : []), ...(memo.forget ?? [])]),
  )
  await makeWishes(tx, desk.mapping.id, memos.flatMap(newWishes))
  await noteWished(
    tx,
    desk.mapping.id,
    memos.flatMap(memo => memo.wishedRow ?? []),
  )
  const ended = memos.flatMap(memo => [...grantedBy(memo), ...(memo.unwished ? [memo.unwished] : [])])
  await grantWishes(tx, desk.mapping.id, ended)
}

async function rememberDecisions(tx: Db, { mapping }: PassDesk, memos: readonly Memo[]): Promise<void> {
  await endDecisions(
    tx,
    memos.flatMap(memo => memo.decided ?? []),
  )
  await heedAgain(
    tx,
    mapping.id,
    memos.flatMap(grantedBy).map(({ pair, side, rowId }) => newcomerKey(pair, side, rowId)),
  )
  await makeDecisions(
    tx,
    mapping.id,
    memos.flatMap(memo => memo.decide ?? []),
  )
}

/** A link grants what was asked for either of its rows. */
function grantedBy({ newLink }: Memo): RowOfPair[] {
  return newLink ? sides.map(side => ({ pair: newLink.pair, side, rowId: newLink.ids[side] })) : []
}

function newWishes({ wished, needed }: Memo): NewWish[] {
  return [
    ...(wished ? [wished] : []),
    ...(needed ? [{ ...needed, why: 'needed' as const, askedBy: null }] : []),
  ]
}

function journalOf(memo: Memo): JournalEntry[] {
  return withKey(memo, memo.journal)
}

function withKey<T>(memo: Memo, items: readonly T[] | undefined): (T & { key: string })[] {
  return (items ?? []).map(item => ({ ...item, key: memo.end.key }))
}
