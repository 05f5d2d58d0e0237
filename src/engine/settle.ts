import { noBase } from '../core/base.ts'
import { decided } from '../core/decision.ts'
import { goneAfterMs } from '../core/gone.ts'
import { emptyWorld } from '../core/lens.ts'
import type { NewMembers } from '../core/members.ts'
import { bySide } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { newestCreate, type OpenIntent } from '../store/intents.ts'
import type { NewTombstone } from '../store/tombstones.ts'
import { rememberCreated } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { later } from './ends.ts'
import type { Memo } from './memo.ts'
import type { Item, LinkItem } from './open-keys.ts'
import { membersFor } from './plan-newcomers.ts'
import { createsOnce } from './unanswered.ts'
import { worldOf } from './world.ts'

export interface SettledCreates<I> {
  /** Items to be planned as usual; their creates are known not to have happened. */
  readonly items: readonly I[]
  readonly memos: readonly Memo[]
}

/**
 * Creates whose answer never came: looked for by their key, never blindly sent again. One that is not to be found may
 * still be arriving, so it is believed lost only after the request's time-out and a margin. Where a vendor keeps no key
 * of ours, nobody can tell, and whether it is made again is a question to a person.
 */
export async function settleCreates<I extends Item>(
  desk: PassDesk,
  items: readonly I[],
): Promise<SettledCreates<I>> {
  const settled = await Promise.all(items.map(item => settleCreate(desk, item)))
  return {
    items: settled.flatMap(one => (one.is === 'go-on' ? [one.item] : [])),
    memos: settled.flatMap(one => (one.is === 'settled' ? [one.memo] : [])),
  }
}

type Settled<I> = { readonly is: 'go-on'; readonly item: I } | { readonly is: 'settled'; readonly memo: Memo }

async function settleCreate<I extends Item>(desk: PassDesk, item: I): Promise<Settled<I>> {
  const intent = newestCreate(item)
  if (!intent) return { is: 'go-on', item }
  const found = await find(desk, item, intent)
  const letGo = found ? null : await letGoMemo(desk, item, intent)
  if (letGo) return { is: 'settled', memo: letGo }
  const row = found ?? (await madeBy(desk, item, intent))
  if (row)
    return {
      is: 'settled',
      memo: foundMemo(desk, item, intent, row, await membersOfFound(desk, item, intent)),
    }
  const { requestTimeoutMs, arrivalMarginMs } = desk.engine.config
  const waitMs = requestTimeoutMs + arrivalMarginMs - intent.ageMs
  if (waitMs <= 0) return { is: 'go-on', item }
  const { key, version } = item.claim
  return { is: 'settled', memo: { end: { key, version, is: 'later', afterMs: waitMs } } }
}

async function find(desk: PassDesk, item: Item, intent: OpenIntent): Promise<Row | null> {
  const entity = item.pair.entity[intent.side]
  if (!createsOnce(desk, intent.side, entity)) return null
  const { connector, session } = desk[intent.side]
  return connector.find(session, entity, intent.createKey ?? '', intent.sent)
}

/**
 * The row that the create is known to have made. Where it is not there, somebody has deleted it since: it is linked as it
 * was made, and what follows from a row that is gone follows from that, instead of another one in its place. One that is
 * there and that our key does not find is not whole yet, as a project without all of its template: the create goes on with it.
 */
async function madeBy(desk: PassDesk, item: Item, intent: OpenIntent): Promise<Row | null> {
  const { side, made, sent, createKey } = intent
  if (made === null) return null
  const row = await fetchOne(desk, item, intent, made)
  if (row && row.key === createKey && createsOnce(desk, side, item.pair.entity[side])) return null
  return row ?? { id: made, version: '', changedAt: null, changedBy: null, fields: sent }
}

async function fetchOne(desk: PassDesk, { pair }: Item, { side }: OpenIntent, id: string) {
  const { connector, session } = desk[side]
  const [row] = await connector.fetch(session, pair.entity[side], [id])
  return row
}

/**
 * A create that ran into the counterpart that a person had let go, and that somebody has deleted since, made nothing: it is
 * remembered that this one is gone, and the next create is for another row. Null: it is not so. One reading that does not show
 * it is not enough.
 */
async function letGoMemo(desk: PassDesk, item: Item, intent: OpenIntent): Promise<Memo | null> {
  if (item.is === 'link' || intent.made === null) return null
  const { side, made } = intent
  const had = decided(item.decision ?? undefined, {}, 'ignore')?.letGo
  if (made !== had || (await fetchOne(desk, item, intent, made))) return null
  const { claim, pair } = item
  const isFirst = claim.again !== 'look' && intent.ageMs < 2 * goneAfterMs
  if (isFirst || intent.ageMs < goneAfterMs) return { end: later(claim, goneAfterMs, 'look') }
  const ids = bySide(side, made, item.rowId)
  const why = side === 'crm' ? 'gone-on-crm' : 'gone-on-pm'
  return {
    end: later(claim, 200),
    closedIntents: item.intents.map(one => one.id),
    bury: { pair: pair.name, ids, base: noBase, gone: side, made: side },
    forget: [{ connection: desk[side].connection.id, entity: pair.entity[side], id: made }],
    journal: [{ pair: pair.name, kind: 'unlinked', data: { why, ids, base: noBase } }],
  }
}

/** Whoever died before remembering the new project has told nobody who belongs to it. */
async function membersOfFound(desk: PassDesk, item: Item, intent: OpenIntent): Promise<NewMembers | null> {
  if (item.is === 'link' || !item.pair.members) return null
  const fields = intent.saw[item.side]
  return membersFor(item, fields, await worldOf(desk, [{ pair: item.pair, side: item.side, fields }]))
}

function foundMemo(
  desk: PassDesk,
  item: Item,
  intent: OpenIntent,
  row: Row,
  members: NewMembers | null,
): Memo {
  const { key, version } = item.claim
  const created = rememberCreated(desk, item.pair, intent, row, emptyWorld, members)
  return {
    end: { key, version, is: 'done' },
    ...created,
    // Whatever happened to it since is news to nobody.
    ...(created.newLink ? { newLink: { ...created.newLink, lookAgain: true } } : {}),
    closedIntents: item.intents.map(one => one.id),
    ...(item.is === 'link' ? { unlink: item.link.id, bury: graveOf(item, intent) } : {}),
    journal: [...(created.journal ?? []), { pair: item.pair.name, kind: 'settled', data: { found: row.id } }],
  }
}

/** The row in whose place the found one was made. */
function graveOf({ pair, link }: LinkItem, intent: OpenIntent): NewTombstone {
  return { pair: pair.name, ids: link.ids, base: link.base, gone: intent.side, made: link.made }
}
