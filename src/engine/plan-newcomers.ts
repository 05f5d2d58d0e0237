import { goneAfterMs } from '../core/gone.ts'
import type { World } from '../core/lens.ts'
import { unlessMade } from '../core/made-elsewhere.ts'
import { membersOf, type NewMembers } from '../core/members.ts'
import { type NewcomerVerdict, type NewcomerWish, planNewcomer } from '../core/newcomer.ts'
import type { Fields, Side } from '../core/value.ts'
import { otherSide, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { pullAges, pullDue } from '../store/chores.ts'
import { type MadeRow, unsettledCreates } from '../store/intents.ts'
import type { Link } from '../store/links.ts'
import { madeElsewhere } from '../store/makings.ts'
import type { NewWish } from '../store/wishes.ts'
import { allowed } from './allowed-create.ts'
import { anchorOf } from './anchor-of.ts'
import { copiesOfDeleted } from './copies-of-deleted.ts'
import { createsIn } from './creates-in.ts'
import type { PassDesk } from './desk.ts'
import { soonMs } from './ends.ts'
import { isInactive } from './keep-seen.ts'
import { markedRow } from './marks.ts'
import { type MovedFrom, movedFrom } from './moved.ts'
import { type Once, type OnceOf, onceLinked } from './once-linked.ts'
import type { NewcomerItem } from './open-keys.ts'
import { asCandidate, type OriginalOf, originalOf, unknownOriginal } from './originals.ts'
import { placeOf } from './place-of.ts'
import { withinReach } from './reach.ts'
import type { RowRead, Rows } from './reading.ts'
import { type Present, type Recognised, recognise } from './recognising.ts'
import { inThreadOrder, type RecognisedComment, recogniseComments } from './recognising-comments.ts'
import { untoldCreate, whatItMayHaveMade } from './unanswered.ts'
import { wishesOf } from './wishes-of.ts'
import { worldOf } from './world.ts'

export type NewcomerPlan =
  | { readonly is: 'absent'; readonly item: NewcomerItem }
  /** Its maker (`made`: by that key), or the rest of the first pull, is still under way. */
  | {
      readonly is: 'too-early'
      readonly item: NewcomerItem
      readonly afterMs?: number
      readonly made?: MadeRow
      /** Keys that are due, so that there is an end to it. */
      readonly wake?: readonly string[]
    }
  /** It is linked already: it was moved, and its id changed with its place. */
  | { readonly is: 'moved'; readonly item: NewcomerItem; readonly link: Link }
  | {
      readonly is: 'planned'
      readonly item: NewcomerItem
      readonly row: Row
      readonly recognised: Recognised
      /** A comment under a task that is not linked: nothing is kept of it, so that it is news when the task is. */
      readonly isApart: boolean
      /** Of comments: what the thread told. */
      readonly comment?: RecognisedComment
      readonly verdict: NewcomerVerdict
      readonly once: readonly Once[]
      /** A wish that the row itself just made: the mapping's condition came true. */
      readonly wished: NewWish | null
      /** Who becomes a member of the project that is about to be made. */
      readonly members: NewMembers | null
    }

export function readsOfNewcomers(items: readonly NewcomerItem[]): RowRead[] {
  return items.map(item => ({ side: item.side, entity: item.pair.entity[item.side], id: item.rowId }))
}

/** Decides every claimed row that belongs to no link yet. */
export async function planNewcomers(
  desk: PassDesk,
  items: readonly NewcomerItem[],
  rows: Rows,
): Promise<NewcomerPlan[]> {
  if (items.length === 0) return []
  const present = items.flatMap(item => {
    const row = markedRow(item.pair, item.side, rows.get(item.side, item.pair.entity[item.side], item.rowId))
    return row ? [{ item, row }] : []
  })
  const isOf = (item: NewcomerItem) => (one: { readonly item: NewcomerItem }) => one.item === item
  const absent = items.filter(item => !present.some(isOf(item)))
  const planned = present.length === 0 ? [] : await planPresent(desk, present)
  const copied = await copiesOfDeleted(desk, absent)
  const gone = absent.filter(item => !copied.some(isOf(item)))
  return [...gone.map(item => ({ is: 'absent' as const, item })), ...copied, ...planned]
}

async function planPresent(desk: PassDesk, present: readonly Present[]): Promise<NewcomerPlan[]> {
  const known = await whatIsKnown(desk, present)
  return Promise.all(inThreadOrder(present).map(one => planOne(desk, one, known)))
}

interface Known {
  readonly world: World
  readonly making: ReadonlySet<string>
  readonly elsewhere: Awaited<ReturnType<typeof madeElsewhere>>
  /** Whether its own side was read all through once. */
  readonly pulled: (item: NewcomerItem) => boolean
  /** Whether the other side was read all through since so many ms ago. */
  readonly pulledSince: (item: NewcomerItem, ms: number) => boolean
  /** Whether either side is being read just now: whoever is alone with a name may not be so on the next page. */
  readonly pulling: (item: NewcomerItem) => boolean
  readonly recognised: (one: Present) => Recognised
  readonly comment: (one: Present) => RecognisedComment | undefined
  readonly once: OnceOf
  readonly moved: MovedFrom
  readonly originalOf: OriginalOf
}

async function whatIsKnown(desk: PassDesk, present: readonly Present[]): Promise<Known> {
  const shown = present.map(({ item, row }) => ({ pair: item.pair, side: item.side, fields: row.fields }))
  const ages = await pullAges(desk.engine.pool, [desk.crm.connection.id, desk.pm.connection.id])
  const pullAge = (item: NewcomerItem, side: Side) =>
    ages.get(`${desk[side].connection.id} ${item.pair.entity[side]}`)
  const items = present.map(({ item }) => item)
  const world = await worldOf(desk, shown)
  return {
    world,
    comment: await recogniseComments(desk, present, world),
    elsewhere: await madeElsewhere(
      desk.engine.pool,
      desk.mapping.id,
      items.map(({ pair, side, rowId: id }) => ({ pair: pair.name, side, id })),
    ),
    making: await unsettledCreates(
      desk.engine.pool,
      present.flatMap(({ row }) => row.key ?? []),
    ),
    pulled: item => pullAge(item, item.side) !== undefined,
    pulledSince: (item, ms) => (pullAge(item, otherSide(item.side))?.ms ?? Number.POSITIVE_INFINITY) < ms,
    pulling: item => sides.some(side => pullAge(item, side)?.isUnderWay),
    recognised: await recognise(desk, present),
    once: await onceLinked(desk, items),
    moved: await movedFrom(desk, items),
    originalOf: originalOf(desk),
  }
}

async function planOne(desk: PassDesk, one: Present, known: Known): Promise<NewcomerPlan> {
  const { item, row } = one
  const link = known.moved(item)
  if (link) return { is: 'moved', item, link }
  const { key: createKey, id } = row
  if (createKey !== undefined && known.making.has(createKey))
    return { is: 'too-early', item, made: { createKey, id } }
  const { wish, wished } = await wishesOf(desk, one, known.pulled(item))
  const isRead = known.pulledSince(item, item.claim.dueMs)
  const plain = await verdictOn(desk, one, known, wish)
  const original = plain?.is === 'create' ? await unknownOriginal(known, one) : undefined
  const isAsked = original !== undefined && !original.isOpen && (isRead || item.decision !== null)
  const verdict = isAsked ? await verdictOn(desk, one, known, wish, original.id) : plain
  const comment = known.comment(one)
  if (verdict === null) return { is: 'too-early', item, afterMs: Math.max(soonMs, comment?.behindMs ?? 0) }
  if (verdict.is === 'create' && comment?.isOtherUnseen)
    return { is: 'too-early', item, afterMs: goneAfterMs, wake: placeOf(item, row) }
  const other = { isRead, isOriginalDue: original !== undefined && !isAsked }
  const afterMs = verdict.is === 'create' ? await createsIn(desk, one, verdict.why, other) : null
  if (afterMs !== null) return { is: 'too-early', item, afterMs }
  return {
    is: 'planned',
    item,
    row,
    recognised:
      isAsked && verdict.is === 'hold'
        ? asCandidate(known.recognised(one), original)
        : recognisedAs(known, one),
    isApart: Boolean(item.pair.thread) && anchorOf(item, row.fields, known.world).is !== 'linked',
    ...(comment && { comment }),
    verdict: await allowed(desk, item, unlessMadeElsewhere(item, verdict, known), known.world),
    once: known.once(item),
    wished,
    members: verdict.is === 'create' ? membersFor(item, row.fields, known.world) : null,
  }
}

function recognisedAs(known: Known, one: Present): Recognised {
  const comment = known.comment(one)
  return { ...known.recognised(one), ...(comment && { match: comment.match }) }
}

/** Null: it is too early to say. */
async function verdictOn(
  desk: PassDesk,
  one: Present,
  known: Known,
  wish: NewcomerWish | null,
  original?: string,
): Promise<NewcomerVerdict | null> {
  const { item, row } = one
  const { side, pair } = item
  // Of comments the thread itself tells.
  const untold = pair.thread ? undefined : untoldCreate(desk, item)
  const made = untold && (await whatItMayHaveMade(desk, item, untold, known.pulledSince(item, untold.ageMs)))
  if (untold && !made) return null
  const comment = known.comment(one)
  const newcomer = {
    side,
    row,
    match: recognisedAs(known, one).match,
    ...(original === undefined ? {} : { original }),
    anchor: withinReach(desk, item, anchorOf(item, row.fields, known.world, wish?.given)),
    wish,
    inactive: isInactive(desk[side].connector, pair.entity[side], row),
    once: known.once(item),
    ...(item.decision && { decision: item.decision }),
    ...(made && { unanswered: made }),
    ...(comment && { comment: comment.comment }),
  }
  const verdict = planNewcomer(pair, newcomer, known.world)
  if (verdict.is === 'link') return !comment && known.pulling(item) ? null : verdict
  if (verdict.is !== 'create') return verdict
  const isInTurn = (comment?.behindMs ?? null) === null
  return isInTurn && (await hasLooked(desk, item, known)) ? verdict : null
}

/** Another mapping between the same connections may have made it already, or be about to. */
function unlessMadeElsewhere(
  { pair, side, rowId: id }: NewcomerItem,
  verdict: NewcomerVerdict,
  known: Known,
) {
  return verdict.is === 'create'
    ? unlessMade(pair, verdict, known.elsewhere({ pair: pair.name, side, id }))
    : verdict
}

/** Only a project has members, so only what is made on the pm side from a deal. */
export function membersFor(item: NewcomerItem, deal: Fields, world: World): NewMembers | null {
  return item.side === 'crm' ? membersOf(item.pair.members, deal, item.wish?.members ?? null, world) : null
}

/** Where rows are recognised by name, the other side is read once more before a new one is made beside it. */
async function hasLooked(desk: PassDesk, item: NewcomerItem, known: Known): Promise<boolean> {
  if (!item.pair.match || !item.wish || known.pulledSince(item, item.wish.ageMs)) return true
  const other = otherSide(item.side)
  await pullDue(desk.engine.pool, desk[other].connection.id, item.pair.entity[other])
  return false
}
