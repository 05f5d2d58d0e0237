import type { Db } from './database.ts'
import { prio, type RowSignal } from './signals.ts'

export interface Wait {
  readonly key: string
  readonly connection: number
  readonly entity: string
  readonly rowId: string
}

/** Says what these keys wait for now, instead of whatever they waited for before. */
export async function replaceWaits(
  tx: Db,
  mapping: number,
  keys: readonly string[],
  waits: readonly Wait[],
): Promise<void> {
  if (keys.length > 0)
    await tx.query({
      name: 'end-waits',
      text: 'delete from wait where mapping = $1 and key = any($2)',
      values: [mapping, keys],
    })
  if (waits.length === 0) return
  await tx.query({
    name: 'begin-waits',
    text: `insert into wait (mapping, key, connection, entity, row_id)
           select $1, * from unnest($2::text[], $3::int[], $4::text[], $5::text[]) on conflict do nothing`,
    values: [
      mapping,
      waits.map(wait => wait.key),
      waits.map(wait => wait.connection),
      waits.map(wait => wait.entity),
      waits.map(wait => wait.rowId),
    ],
  })
}

/** Signals the keys that wait for these rows, although the rows themselves have not changed. */
export async function wakeWaitersFor(tx: Db, mapping: number, rows: readonly RowSignal[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'wake-waiters',
    text: `
      insert into signal (mapping, key, prio)
      select w.mapping, w.key, $5::smallint from wait w
      join unnest($2::int[], $3::text[], $4::text[]) as r(connection, entity, row_id) using (connection, entity, row_id)
      where w.mapping = $1`,
    values: [
      mapping,
      rows.map(row => row.connection),
      rows.map(row => row.entity),
      rows.map(row => row.id),
      prio.edit,
    ],
  })
}

/** Signals those of these newcomers whose awaited row was linked meanwhile: whoever linked it could not know that they wait. */
export async function wakeServed(tx: Db, mapping: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'wake-served',
    text: `
      insert into signal (mapping, key, prio)
      select distinct w.mapping, w.key, $3::smallint from wait w
      join mapping_entity e on e.mapping = w.mapping and e.connection = w.connection and e.entity = w.entity
      join link l on l.mapping = w.mapping and l.pair = e.pair
        and ((e.side = 'crm' and l.crm_id = w.row_id) or (e.side = 'pm' and l.pm_id = w.row_id))
      where w.mapping = $1 and w.key = any($2)`,
    values: [mapping, keys, prio.edit],
  })
}
