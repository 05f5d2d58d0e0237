import { isStillToCome } from '../core/next-since.ts'
import type { MappingPolicy, PairPolicy } from '../core/policy.ts'
import { isNewcomersNews, type SweepVerdict, sweepRow } from '../core/sweep.ts'
import { isUnread } from '../core/unread.ts'
import { type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { advanceChore, type ChoreProgress, pullsSince } from '../store/chores.ts'
import { inTransaction } from '../store/database.ts'
import { type Link, linksOfRows } from '../store/links.ts'
import { recordNewSightings, type Seen, sightingsOf } from '../store/sightings.ts'
import { prio, signalKeys } from '../store/signals.ts'
import { beginSweep, noteStretch, type Swept, type SweptPair, sweptPairs } from '../store/sweeps.ts'
import { noteThreads, type ThreadMark } from '../store/threads.ts'
import type { ChoreDesk } from './chores.ts'
import { linkKey, newcomerKey } from './keys.ts'
import { policyOfMapping } from './policies.ts'
import { readAhead, type StretchAhead } from './read-ahead.ts'
import { withAddress } from './reading.ts'
import { recordedOf } from './recorded.ts'
import { endSweep } from './sweep-end.ts'
import { markOf } from './thread-marks.ts'
import { worldOf } from './world.ts'

/** The place of a sweep whose list has been read to its end. */
const ending = 'end'
const pageMark = 'page:'
/** How long a sweep waits for mappings that are paused. */
const waitSeconds = 60

/**
 * Some stretches of a full comparison: what differs from what is on record is looked at, and nothing else is written. While one
 * is kept, the next is compared, and the one after that is read.
 */
export async function sweepPages(desk: ChoreDesk): Promise<void> {
  const { engine, chore, connection } = desk
  const pairs = await sweptPairs(engine.pool, connection.id, chore.entity)
  const on = pairs.filter(pair => pair.mapping.state === 'on')
  if (on.length === 0) return putOff(desk, pairs)
  if (chore.cursor === ending) return endSweep(desk, on, atRest(desk))
  const policies = new Map<SweptPair, MappingPolicy>()
  for (const pair of on) policies.set(pair, await policyOfMapping(engine, pair.mapping))
  let from = chore.cursor?.startsWith(pageMark) ? chore.cursor.slice(pageMark.length) : null
  let last = Promise.resolve(true)
  try {
    for await (const stretch of readAhead(desk, chore.entity, from)) {
      const [before, place] = [last, from]
      const found = Promise.all(
        [...policies].map(([pair, policy]) => compare(desk, pair, policy, stretch.rows)),
      )
      last = keptAfter(before, found, all => keepStretch(desk, place, stretch, all))
      // What fails meanwhile is met when its turn comes, and until then is nobody's.
      last.catch(() => {})
      if (!(await before)) return
      from = stretch.next
    }
    await last
  } finally {
    await Promise.allSettled([last])
  }
}

/** Keeps what was found after what was found before it, and not where another worker goes on by then. */
async function keptAfter(
  before: Promise<boolean>,
  found: Promise<readonly Compared[]>,
  keep: (found: readonly Compared[]) => Promise<boolean>,
): Promise<boolean> {
  const [isOurs, all] = await Promise.all([before, found])
  return isOurs && keep(all)
}

/** What a stretch gave is kept together with the place where it ends; false: another worker has taken the sweep over. */
function keepStretch(
  desk: ChoreDesk,
  from: string | null,
  { next, goesOn }: StretchAhead,
  found: readonly Compared[],
): Promise<boolean> {
  const { engine, chore, token } = desk
  const place = {
    ...atRest(desk),
    cursor: next === null ? ending : pageMark + next,
    nextInSeconds: goesOn ? engine.config.leaseSeconds : 0,
    isHeld: goesOn,
  }
  return inTransaction(engine.pool, async tx => {
    if (!(await advanceChore(tx, chore, token, place))) return false
    if (from === null) await beginSweep(tx, chore)
    await noteStretch(tx, chore, {
      checked: found.flatMap(one => one.checked),
      unchecked: found.flatMap(one => one.unchecked),
    })
    for (const { pair, keys, unknown, marks } of found) {
      await noteThreads(tx, pair.mapping.id, marks, prio.sweep)
      await recordNewSightings(tx, unknown)
      await signalKeys(tx, pair.mapping.id, keys, prio.sweep)
    }
    return true
  })
}

/** While mappings are paused a sweep waits where it is; where none is concerned any more there is nothing to read. */
async function putOff(desk: ChoreDesk, paused: readonly SweptPair[]): Promise<void> {
  const { engine, chore, token } = desk
  const place =
    paused.length === 0 ? atRest(desk) : { ...atRest(desk), cursor: chore.cursor, nextInSeconds: waitSeconds }
  await advanceChore(engine.pool, chore, token, place)
}

function atRest({ engine }: ChoreDesk): ChoreProgress {
  return {
    cursor: null,
    since: null,
    newest: null,
    doneOnce: true,
    nextInSeconds: engine.config.sweepSeconds,
  }
}

interface Compared extends Swept {
  readonly pair: SweptPair
  /** Keys that need a look. */
  readonly keys: readonly string[]
  /**
   * Rows that only a sweep found: how they are is no news of today, and makes nothing by itself. What the next pull is going
   * to show was found a moment early, and is.
   */
  readonly unknown: readonly Seen[]
  /** What tasks show of the comments under them. */
  readonly marks: readonly ThreadMark[]
}

async function compare(
  desk: ChoreDesk,
  pair: SweptPair,
  whole: MappingPolicy,
  rows: readonly Row[],
): Promise<Compared> {
  const { engine } = desk
  const policy = whole.pairs[pair.pair]
  if (!policy) return { pair, checked: [], unchecked: [], keys: [], unknown: [], marks: [] }
  const refs = rows.map(row => ({ pair: pair.pair, side: pair.side, id: row.id }))
  const links = new Map(
    (await linksOfRows(engine.pool, pair.mapping.id, refs)).map(link => [link.ids[pair.side], link]),
  )
  const linked = await compareLinks(desk, pair, policy, rows, links)
  const newcomers = await compareNewcomers(
    desk,
    policy,
    pair.side,
    rows.filter(row => !links.has(row.id)),
  )
  return {
    pair,
    checked: linked.checked,
    unchecked: linked.unchecked,
    keys: [...linked.keys, ...newcomers.keys],
    unknown: newcomers.unknown,
    marks: pair.pair === 'tasks' ? rows.flatMap(row => markOfRow(whole, pair.side, row, links)) : [],
  }
}

function markOfRow(
  policy: MappingPolicy,
  side: Side,
  row: Row,
  links: ReadonlyMap<string, Link>,
): ThreadMark[] {
  const link = links.get(row.id)
  return link && row.inside ? markOf({ policy }, link.id, side, row) : []
}

async function compareLinks(
  { engine }: ChoreDesk,
  { mapping, side }: SweptPair,
  policy: PairPolicy,
  rows: readonly Row[],
  links: ReadonlyMap<string, Link>,
): Promise<Pick<Compared, 'checked' | 'unchecked' | 'keys'>> {
  const shown = rows.flatMap(row => {
    const link = links.get(row.id)
    return link ? [{ row: withAddress(row), link }] : []
  })
  const desk = {
    engine,
    mapping,
    crm: { connection: { id: mapping.crm } },
    pm: { connection: { id: mapping.pm } },
  }
  const fields = shown.flatMap(({ row, link }) => [
    { pair: policy, side, fields: row.fields },
    ...sides.map(of => ({ pair: policy, side: of, fields: link.base[of] })),
  ])
  const world = await worldOf(desk, fields)
  const judged = shown.map(({ row, link }) => ({
    link,
    verdict: sweepRow(policy, recordedOf(link), side, row, world),
  }))
  const isChecked = (verdict: SweepVerdict) => verdict.is === 'rest' && verdict.isWhole
  const idsWhere = (wanted: boolean) =>
    judged.filter(({ verdict }) => isChecked(verdict) === wanted).map(({ link }) => link.id)
  return {
    checked: idsWhere(true),
    unchecked: idsWhere(false),
    keys: judged.flatMap(({ link, verdict }) => (verdict.is === 'look' ? [linkKey(link.id)] : [])),
  }
}

/** Rows that nobody has seen yet, or that show something else than when they were last seen. */
async function compareNewcomers(
  { engine, connection, chore }: ChoreDesk,
  policy: PairPolicy,
  side: Side,
  rows: readonly Row[],
): Promise<Pick<Compared, 'keys' | 'unknown'>> {
  const ids = rows.map(row => row.id)
  const seen = await sightingsOf(engine.pool, connection.id, chore.entity, ids)
  const isNews = (row: Row) => (isUnread(row) ? !seen.has(row.id) : isNewcomersNews(row, seen.get(row.id)))
  const since = policy.when === null ? null : await pullsSince(engine.pool, connection.id, chore.entity)
  const isOfToday = ({ changedAt }: Row) => isStillToCome(changedAt, since)
  const unknown = policy.when === null ? [] : rows.filter(row => !seen.has(row.id) && !isOfToday(row))
  return {
    keys: rows.filter(isNews).map(row => newcomerKey(policy.name, side, row.id)),
    unknown: unknown.map(({ id, fields }) => ({
      connection: connection.id,
      entity: chore.entity,
      id,
      fields,
      matchKey: null,
    })),
  }
}
