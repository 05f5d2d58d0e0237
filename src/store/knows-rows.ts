import type { Db } from './database.ts'

/** Whether anything is on record of a mapping that names rows or people of its two accounts by their ids. */
export async function knowsRows(db: Db, mapping: number): Promise<boolean> {
  const found = await db.query<{ knows: boolean }>(
    `select exists (select from link where mapping = $1) or exists (select from tombstone where mapping = $1)
       or exists (select from person where mapping = $1) or exists (select from named_client where mapping = $1)
       or exists (select from apart where mapping = $1) as knows`,
    [mapping],
  )
  return found.rows[0]?.knows === true
}
