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

export type SweepRef = Pick<Chore, 'connection' | 'entity'>

/** Notes when a sweep began, and forgets what an earlier one was shown that did not come to its end. */
export async function beginSweep(tx: Db, { connection, entity }: SweepRef): Promise<void> {
  await tx.query(
    `with begun as (update chore set started_at = now() where connection = $1 and kind = 'sweep' and entity = $2)
     delete from sweep_stretch where connection = $1 and entity = $2`,
    [connection, entity],
  )
}

/** The links whose rows a stretch of a list showed. */
export interface Swept {
  /** All of the row that is mapped was shown, and nothing is new. */
  readonly checked: readonly string[]
  readonly unchecked: readonly string[]
}

/** One row for a stretch, however many links it shows: what holds for them is worked out once, at the end of the list. */
export async function noteStretch(tx: Db, sweep: SweepRef, { checked, unchecked }: Swept): Promise<void> {
  await tx.query({
    name: 'note-stretch',
    text: 'insert into sweep_stretch (connection, entity, checked, unchecked) values ($1, $2, $3, $4)',
    values: [sweep.connection, sweep.entity, checked, unchecked],
  })
}

/** What a sweep was shown is of no use once all has been worked out. */
export async function forgetStretches(tx: Db, { connection, entity }: SweepRef): Promise<void> {
  await tx.query('delete from sweep_stretch where connection = $1 and entity = $2', [connection, entity])
}
