import type { Db } from './database.ts'

/**
 * How urgent a piece of news is: seconds of head start over what was due before. Hours, so that live edits go before a
 * backlog that has been waiting for as long. A webhook tells of what was done just now. At most 32,767.
 */
export const prio = { sweep: 0, backlog: 5, edit: 6 * 3600, hook: 6 * 3600 + 60, person: 9 * 3600 } as const

export interface RowSignal {
  readonly connection: number
  readonly entity: string
  readonly id: string
}

/** Appends news of rows. One statement that cannot block, deadlock or lose. */
export async function signalRows(db: Db, rows: readonly RowSignal[], urgency: number): Promise<void> {
  if (rows.length === 0) return
  await db.query({
    name: 'signal-rows',
    text: `
      insert into signal (connection, entity, row_id, prio)
      select *, $4::smallint from unnest($1::int[], $2::text[], $3::text[])`,
    values: [rows.map(row => row.connection), rows.map(row => row.entity), rows.map(row => row.id), urgency],
  })
}

/** Appends news of keys, where the key itself has to be looked at again. */
export async function signalKeys(
  db: Db,
  mapping: number,
  keys: readonly string[],
  urgency: number,
): Promise<void> {
  if (keys.length === 0) return
  await db.query(
    `insert into signal (mapping, key, prio) select $1::int, key, $3::smallint from unnest($2::text[]) as k(key)`,
    [mapping, keys, urgency],
  )
}
