import { newestOf, nextSince, overlapMs } from '../core/next-since.ts'
import { isNewcomersNews } from '../core/sweep.ts'
import { isUnread } from '../core/unread.ts'
import type { Inside, Page, Row } from '../spi/index.ts'
import { advanceChore, type ChoreProgress } from '../store/chores.ts'
import type { Db } from '../store/database.ts'
import { inTransaction } from '../store/database.ts'
import { isMaking, type MadeRow, noteMade } from '../store/intents.ts'
import { markGone } from '../store/missing-rows.ts'
import { somebody } from '../store/people.ts'
import { recognitionsOf } from '../store/recognitions.ts'
import { awaitedAmong, awaitedRows, missedAmong } from '../store/row-news.ts'
import {
  differsFromSeen,
  recordNewSightings,
  recordSightings,
  type Seen,
  sightingsOf,
} from '../store/sightings.ts'
import { prio, signalRows } from '../store/signals.ts'
import { signalListed, signalMoved } from '../store/threads.ts'
import { accountChanged } from './account-changed.ts'
import type { ChoreDesk } from './chores.ts'
import { isOnlyNoted } from './first-read.ts'
import { seenAs } from './keep-seen.ts'

/** Reads one page of what changed, and remembers how far it came in the same transaction. */
export async function pullPage(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token, connector, session } = desk
  const page = connector.entities[chore.entity]?.listed
    ? await awaitedPage(desk)
    : await connector.pull(session, { entity: chore.entity, since: chore.since, cursor: chore.cursor })
  const onlyNoted = await isOnlyNoted(desk)
  await inTransaction(engine.pool, async tx => {
    if (!(await advanceChore(tx, chore, token, progress(desk, page)))) return
    await takeNote(tx, { ...desk, onlyNoted }, page)
  })
}

/** Of rows that are listed only within others those are looked at that something waits for. */
async function awaitedPage({ engine, chore, connection, connector, session }: ChoreDesk): Promise<Page> {
  const ids = await awaitedRows(engine.pool, connection.id, chore.entity)
  const rows = ids.length === 0 ? [] : await connector.fetch(session, chore.entity, ids)
  return { rows, gone: ids.filter(id => !rows.some(row => row.id === id)), next: null }
}

/** The next pull starts from the newest change seen, by the vendor's own clock: ours may be minutes off. */
function progress({ engine, chore }: ChoreDesk, page: Page): ChoreProgress {
  const times = [...page.rows.map(row => row.changedAt), ...(page.threads ?? []).map(thread => thread.at)]
  const newest = newestOf([chore.newest, ...times], Date.now())
  if (page.next !== null)
    return { cursor: page.next, since: chore.since, newest, doneOnce: chore.doneOnce, nextInSeconds: 0 }
  // Of a pull of several pages nobody can tell when its first one was read.
  const elapsedMs = chore.cursor === null ? chore.restedMs : 0
  const overlap = overlapMs / engine.config.windowScale
  const since = nextSince({ since: chore.since, newest, elapsedMs }, overlap)
  return { cursor: null, since, newest: null, doneOnce: true, nextInSeconds: engine.config.pollSeconds }
}

/** What a page is taken note of for. */
export interface NoteDesk extends Pick<ChoreDesk, 'connection' | 'connector'> {
  readonly chore: Pick<ChoreDesk['chore'], 'entity' | 'since' | 'doneOnce'>
  /** Nothing follows from these rows; only those that cannot be read, or that something waits for, are looked at. */
  readonly onlyNoted?: boolean
}

/** Remembers what was seen, and makes due whatever it is news for. */
export async function takeNote(tx: Db, desk: NoteDesk, page: Page): Promise<void> {
  const { chore, connection } = desk
  const { inside } = desk.connector.entities[chore.entity] ?? {}
  if (inside) return noteListed(tx, desk, inside, page)
  const hows = await recognitionsOf(tx, connection.id, chore.entity)
  const unread = page.rows.filter(isUnread)
  const seen = page.rows.filter(row => !isUnread(row)).map(row => seenAs(desk, chore.entity, row, hows))
  const fresh = hows.length > 0 ? await freshOf(tx, desk, page.rows) : page.rows
  // People are looked up here, and accounts recognised: what is known of them is always the newest.
  if (chore.entity === 'user') return recordUsers(tx, connection.id, seen)
  if (hows.length > 0) await recordSightings(tx, seen)
  // A create without an answer may have made one of these.
  else if (!chore.doneOnce || (await isMaking(tx, connection.id, chore.entity))) {
    await recordNewSightings(tx, seen)
    await noteMade(tx, madeIn(page))
  }
  // That it was there already is known, if nothing else: being readable one day is no news of its own.
  if (!chore.doneOnce)
    await recordNewSightings(
      tx,
      unread.map(row => seenAs(desk, chore.entity, row, [])),
    )
  await markGone(tx, connection.id, chore.entity, page.gone)
  const read = desk.onlyNoted ? [...unread, ...(await awaited(tx, desk, page.rows))] : fresh
  const ids = [...read.map(row => row.id), ...page.gone]
  await signalRows(
    tx,
    ids.map(id => ({ connection: connection.id, entity: chore.entity, id })),
    // What was there when the mapping was switched on can wait; what changed since is somebody's edit.
    chore.since === null ? prio.backlog : prio.edit,
  )
}

/** What carries a key of ours. Whoever deletes it before it is looked at has deleted what was made. */
function madeIn({ rows }: Page): MadeRow[] {
  return rows.flatMap(({ id, key }) => (key === undefined ? [] : [{ createKey: key, id }]))
}

/** Of comments only those under linked tasks are news; nothing is kept of what they say. */
async function noteListed(
  tx: Db,
  { chore, connection }: NoteDesk,
  { field }: Inside,
  { rows, threads = [] }: Page,
): Promise<void> {
  const listed = rows.flatMap(({ id, fields }) => {
    const parent = fields[field]
    return typeof parent === 'string' ? [{ id, parent }] : []
  })
  const at = { connection: connection.id, entity: chore.entity, side: connection.side }
  const urgency = chore.since === null ? prio.backlog : prio.edit
  await signalListed(tx, at, listed, urgency)
  await signalMoved(tx, at, threads, urgency)
}

async function awaited(tx: Db, { connection, chore }: NoteDesk, rows: readonly Row[]): Promise<Row[]> {
  const all = rows.map(row => row.id)
  const waitedFor = await awaitedAmong(tx, connection.id, chore.entity, all)
  return rows.filter(row => waitedFor.includes(row.id))
}

/**
 * A list that cannot be asked for changes shows everything each time. What is on record of all its rows tells which of
 * them show something else now; one that readings missed is there again, which is news, too.
 */
async function freshOf(tx: Db, desk: NoteDesk, rows: readonly Row[]): Promise<readonly Row[]> {
  const { chore, connection, connector } = desk
  if (!chore.doneOnce || connector.entities[chore.entity]?.can.since) return rows
  const ids = rows.map(row => row.id)
  const before = await sightingsOf(tx, connection.id, chore.entity, ids)
  const missed = await missedAmong(tx, connection.id, chore.entity, ids)
  const waitedFor = await awaited(tx, desk, rows)
  return rows.filter(
    row =>
      isUnread(row) ||
      missed.includes(row.id) ||
      waitedFor.includes(row) ||
      isNewcomersNews(row, before.get(row.id)),
  )
}

/** Whoever waits for a person is due when the list of people has changed, and so is what was refused because of one. */
async function recordUsers(tx: Db, connection: number, seen: readonly Seen[]): Promise<void> {
  const hasChanged = await differsFromSeen(tx, seen)
  await recordSightings(tx, seen)
  if (!hasChanged) return
  await signalRows(tx, [somebody(connection)], prio.edit)
  await accountChanged(tx, connection)
}
