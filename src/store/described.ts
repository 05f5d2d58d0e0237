import type { FieldSpecs } from '../spi/index.ts'
import type { Db } from './database.ts'

/** By entity: the fields of an account's own, as its vendor described them. */
export type Described = Readonly<Record<string, FieldSpecs>>

/** Keeps what a vendor described; `mark` changes when any of it does. */
export async function keepDescribed(
  tx: Db,
  connection: number,
  fields: Described,
  mark: string,
): Promise<void> {
  await tx.query(
    `insert into described (connection, entity, fields)
     select $1, key, value from jsonb_each($2::jsonb)
     on conflict (connection, entity) do update set fields = excluded.fields, at = now()`,
    [connection, JSON.stringify(fields)],
  )
  await tx.query('update connection set described = $2 where id = $1', [connection, mark])
}

/** Empty: nothing was described yet, and what the connector declares counts. */
export async function describedOf(db: Db, connection: number): Promise<Described> {
  const found = await db.query<{ entity: string; fields: FieldSpecs }>({
    name: 'described-of',
    text: 'select entity, fields from described where connection = $1',
    values: [connection],
  })
  return Object.fromEntries(found.rows.map(row => [row.entity, row.fields]))
}
