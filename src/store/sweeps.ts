import type { Missing } from '../core/brake.ts'
import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Chore } from './chores.ts'
import type { Db } from './database.ts'
import type { StoredMapping } from './mappings.ts'

/** A pair of a mapping that is on or paused, whose rows on this side a sweep reads. */
export interface SweptPair {
  readonly mapping: StoredMapping
  readonly pair: PairName
  readonly side: Side
}

export async function sweptPairs(db: Db, connection: number, entity: string): Promise<SweptPair[]> {
  const found = await db.query<SweptPair>({
    name: 'swept-pairs',
    text: `
      select e.pair, e.side, json_build_object('id', m.id, 'name', m.name, 'text', m.text, 'crm', m.crm, 'pm', m.pm,
        'state', m.state) as mapping
      from mapping_entity e join mapping m on m.id = e.mapping
      where e.connection = $1 and e.entity = $2 and m.state <> 'off' order by m.id, e.pair`,
    values: [connection, entity],
  })
  return found.rows
}

/**
 * Makes sweeps come round: the first after most of the given time. Those that are there keep their place.
 */
export async function scheduleSweeps(
  tx: Db,
  connection: number,
  entities: readonly string[],
  everySeconds: number,
): Promise<void> {
  await tx.query(
    `insert into chore (connection, kind, entity, done_once, due_at)
     select $1, 'sweep', entity, true, now() + $3 * (0.5 + random() * 0.5) * interval '1 s' from unnest($2::text[]) as e(entity)
     on conflict (connection, kind, entity) do nothing`,
    [connection, entities, everySeconds],
  )
}

/** Makes sweeps due now, from the start. */
export async function sweepsDue(tx: Db, connection: number, entities: readonly string[]): Promise<void> {
  await tx.query(
    `insert into chore (connection, kind, entity, done_once) select $1, 'sweep', entity, true from unnest($2::text[]) as e(entity)
     on conflict (connection, kind, entity) do update set due_at = now(), token = null, cursor = null, started_at = null`,
    [connection, entities],
  )
}

type SweepRef = Pick<Chore, 'connection' | 'entity'>

/** Notes when a sweep began: with its first page, by the same clock as `markSwept`. */
export async function beginSweep(tx: Db, { connection, entity }: SweepRef): Promise<void> {
  await tx.query(
    `update chore set started_at = now() where connection = $1 and kind = 'sweep' and entity = $2`,
    [connection, entity],
  )
}

export interface SweptLink {
  readonly id: string
  /** All of it that is mapped was shown, and nothing is new. */
  readonly isChecked: boolean
}

/** Notes that a sweep saw these rows. */
export async function markSwept(tx: Db, side: Side, links: readonly SweptLink[]): Promise<void> {
  if (links.length === 0) return
  await tx.query({
    name: `mark-swept-${side}`,
    text: `
      with held as (select id from link where id = any($1::bigint[]) order by id for no key update)
      update link l set ${side}_swept_at = now(),
        ${side}_checked_at = case when c.checked then now() else l.${side}_checked_at end
      from held join unnest($1::bigint[], $2::boolean[]) as c(id, checked) using (id) where l.id = c.id`,
    values: [links.map(link => link.id), links.map(link => link.isChecked)],
  })
}

/** Links that are older than the sweep and whose row, on that side, it did not see. */
const unseen = (side: Side) => `
  select l.* from link l join chore c on c.connection = $3 and c.kind = 'sweep' and c.entity = $4
  where l.mapping = $1 and l.pair = $2 and l.created_at < c.started_at
  and (l.${side}_swept_at is null or l.${side}_swept_at < c.started_at)`

/** How many rows the sweep should have seen, and how many of them it did not. */
export async function countUnseen(
  db: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
): Promise<Missing> {
  const found = await db.query<{ linked: number; missing: number }>({
    name: `count-unseen-${side}`,
    text: `
      with unseen as (${unseen(side)})
      select (select count(*)::int from unseen) as missing, count(*)::int as linked from link l
      join chore c on c.connection = $3 and c.kind = 'sweep' and c.entity = $4
      where l.mapping = $1 and l.pair = $2 and l.created_at < c.started_at`,
    values: [mapping.id, pair, sweep.connection, sweep.entity],
  })
  const { linked = 0, missing = 0 } = found.rows[0] ?? {}
  return { pair, side, linked, missing }
}

/** Some of the rows that the sweep did not see, by their ids. */
export async function someUnseen(
  db: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
  most: number,
): Promise<string[]> {
  const found = await db.query<{ id: string }>({
    name: `some-unseen-${side}`,
    text: `with unseen as (${unseen(side)}) select ${side}_id as id from unseen order by id limit $5`,
    values: [mapping.id, pair, sweep.connection, sweep.entity, most],
  })
  return found.rows.map(row => row.id)
}

/** Makes the links due whose rows the sweep did not see: each is read by itself before anything is believed of it. */
export async function signalUnseen(
  tx: Db,
  { mapping, pair, side }: SweptPair,
  sweep: SweepRef,
  urgency: number,
): Promise<void> {
  await tx.query({
    name: `signal-unseen-${side}`,
    text: `
      with unseen as (${unseen(side)})
      insert into signal (mapping, key, prio) select $1::int, 'link:' || id, $5::smallint from unseen`,
    values: [mapping.id, pair, sweep.connection, sweep.entity, urgency],
  })
}
