import type { PairPolicy } from '../core/policy.ts'
import { type Fields, type Side, sides } from '../core/value.ts'
import { holdsOfKeys } from '../store/holds.ts'
import { type Link, linksOfRows, linksUnder } from '../store/links.ts'
import { sightingsOf } from '../store/sightings.ts'
import type { PassDesk } from './desk.ts'
import { newcomerKey } from './keys.ts'
import type { ThreadRead } from './read-threads.ts'

/** What is on record of all that was read, in a few questions. */
export interface Known {
  /** Links of comments under these tasks, by side and task. */
  readonly under: ReadonlyMap<string, readonly Link[]>
  /** Links of the comments that were read, wherever their other halves stand. */
  readonly linked: readonly Link[]
  /** What comments without a link showed when they were last seen. */
  readonly seen: Readonly<Record<Side, ReadonlyMap<string, Fields>>>
  /** The keys of those about which something is asked: an edit may be what mends it. */
  readonly held: ReadonlySet<string>
}

export async function whatIsKnown(
  desk: PassDesk,
  pair: PairPolicy,
  reads: readonly ThreadRead[],
): Promise<Known> {
  const { engine, mapping } = desk
  const under: Link[] = []
  const tasks = (side: Side) => [...new Set(reads.map(({ item }) => item.link.ids[side]))]
  for (const side of sides) under.push(...(await linksUnder(engine.pool, mapping.id, side, tasks(side))))
  const byTask = Map.groupBy(
    under.flatMap(link => sides.map(side => ({ link, name: `${side} ${link.parents[side]}` }))),
    one => one.name,
  )
  const rows = reads.flatMap(({ asked, rows: found }) =>
    (found ?? []).map(row => ({ side: asked.side, id: row.id })),
  )
  const linked = await linksOfRows(
    engine.pool,
    mapping.id,
    rows.map(row => ({ ...row, pair: pair.name })),
  )
  const seenOn = (side: Side) =>
    sightingsOf(
      engine.pool,
      desk[side].connection.id,
      pair.entity[side],
      rows.flatMap(row => (row.side === side ? [row.id] : [])),
    )
  const isLinked = new Set(linked.flatMap(link => sides.map(side => `${side} ${link.ids[side]}`)))
  const alone = rows.filter(row => !isLinked.has(`${row.side} ${row.id}`))
  const keys = alone.map(row => newcomerKey(pair.name, row.side, row.id))
  const holds = keys.length === 0 ? [] : await holdsOfKeys(engine.pool, mapping.id, keys)
  return {
    under: new Map([...byTask].map(([name, all]) => [name, all.map(one => one.link)])),
    linked,
    seen: { crm: await seenOn('crm'), pm: await seenOn('pm') },
    held: new Set(holds.map(hold => hold.key)),
  }
}
