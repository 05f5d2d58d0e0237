import type { UnansweredCreate } from '../core/newcomer.ts'
import { otherSide, type Side } from '../core/value.ts'
import { pullDue } from '../store/chores.ts'
import { newestCreate, type OpenIntent } from '../store/intents.ts'
import { unlinkedNamed } from '../store/sightings.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { Item, NewcomerItem } from './open-keys.ts'

/** Whether a vendor can tell, by our key, which row a create of ours made. */
export function createsOnce(
  desk: Readonly<Record<Side, Pick<SideDesk, 'connector' | 'connection'>>>,
  side: Side,
  entity: string,
): boolean {
  const { connector, connection } = desk[side]
  if (connector.entities[entity]?.can.createOnce !== true) return false
  return connector.createsOnce?.(connection.facts, entity) ?? true
}

/** The newest create of a key that nobody can tell about: neither its vendor, nor a key on the row. */
export function untoldCreate(desk: PassDesk, item: Item): OpenIntent | undefined {
  const intent = newestCreate(item)
  return intent && !createsOnce(desk, intent.side, item.pair.entity[intent.side]) ? intent : undefined
}

/** Rows that it may have made. Undefined: the other side is read once more first. */
export async function whatItMayHaveMade(
  desk: PassDesk,
  item: NewcomerItem,
  intent: OpenIntent,
  isPulledSince: boolean,
): Promise<UnansweredCreate | undefined> {
  const on = otherSide(item.side)
  const { connection } = desk[on]
  const entity = item.pair.entity[on]
  if (!isPulledSince) {
    await pullDue(desk.engine.pool, connection.id, entity)
    return undefined
  }
  const field = ['name', 'title'].find(one => typeof intent.sent[one] === 'string')
  const value = field === undefined ? undefined : intent.sent[field]
  if (field === undefined || typeof value !== 'string') return { id: intent.id, candidates: [] }
  const ask = { mapping: desk.mapping.id, pair: item.pair.name, side: on, connection: connection.id, entity }
  return { id: intent.id, candidates: await unlinkedNamed(desk.engine.pool, { ...ask, field, value }) }
}

/** A create that is asked about stays open until somebody has answered. */
export function isUnanswered(verdict: { readonly is: string; readonly code?: string }): boolean {
  return verdict.is === 'hold' && verdict.code === 'hold/unanswered-create'
}
