import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

/** Whether a mapping has never linked a row of this pair, nor asks anything about one that it has not linked. */
export async function isUntouched(db: Db, mapping: number, pair: PairName, side: Side): Promise<boolean> {
  const found = await db.query<{ untouched: boolean }>({
    name: 'is-untouched',
    text: `
      select not exists (select from link where mapping = $1 and pair = $2)
        and not exists (select from tombstone where mapping = $1 and pair = $2)
        and not exists (select from hold where mapping = $1 and closed_at is null and starts_with(key, $3)) as untouched`,
    values: [mapping, pair, `new:${pair}:${side}:`],
  })
  return found.rows[0]?.untouched === true
}

/** Those of these rows that something waits for. */
export async function awaitedAmong(
  db: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<string[]> {
  const found = await db.query<{ row_id: string }>({
    name: 'awaited-among',
    text: 'select distinct row_id from wait where connection = $1 and entity = $2 and row_id = any($3)',
    values: [connection, entity, ids],
  })
  return found.rows.map(row => row.row_id)
}

/** Every row of a kind that something waits for. */
export async function awaitedRows(db: Db, connection: number, entity: string): Promise<string[]> {
  const found = await db.query<{ row_id: string }>({
    name: 'awaited-rows',
    text: 'select distinct row_id from wait where connection = $1 and entity = $2',
    values: [connection, entity],
  })
  return found.rows.map(row => row.row_id)
}

/** Those of these rows that the last reading of their link missed. */
export async function missedAmong(
  db: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<string[]> {
  const found = await db.query<{ row_id: string }>({
    name: 'missed-among',
    text: `
      select l.crm_id as row_id from mapping_entity e join link l on l.mapping = e.mapping and l.pair = e.pair
      where e.connection = $1 and e.entity = $2 and e.side = 'crm' and l.crm_id = any($3) and l.crm_missing_since is not null
      union
      select l.pm_id from mapping_entity e join link l on l.mapping = e.mapping and l.pair = e.pair
      where e.connection = $1 and e.entity = $2 and e.side = 'pm' and l.pm_id = any($3) and l.pm_missing_since is not null`,
    values: [connection, entity, ids],
  })
  return found.rows.map(row => row.row_id)
}
