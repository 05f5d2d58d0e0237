import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import { type Link, type LinkRecord, linkColumns, linkFrom, type RowRef } from './links.ts'

/** Links of these pairs whose row on a side is the same record, by the part of its id that stays when it is moved. */
export async function linksOfRecords(
  db: Db,
  mapping: number,
  rows: readonly (Omit<RowRef, 'id'> & { readonly record: string })[],
): Promise<Link[]> {
  if (rows.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: 'links-of-records',
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, record))
      select ${linkColumns} from link join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_record = a.record
      union
      select ${linkColumns} from link join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_record = a.record`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.record)],
  })
  return found.rows.map(linkFrom)
}

/** A row that was moved goes on under its new id; whoever has that id already keeps it. */
export async function moveLinks(
  tx: Db,
  moves: readonly { readonly link: string; readonly side: Side; readonly to: string }[],
): Promise<void> {
  for (const { link, side, to } of moves)
    await tx.query(
      `update link l set ${side}_id = $2, ${side}_missing_since = null, verified_at = null where id = $1
       and not exists (select from link o where o.mapping = l.mapping and o.pair = l.pair and o.${side}_id = $2)`,
      [link, to],
    )
}

export interface RecordAsk {
  readonly mapping: number
  readonly pair: string
  readonly side: Side
  readonly connection: number
  readonly entity: string
  readonly record: string
}

/** Whether there is news of the record at another place that nobody has looked at yet. */
export async function isRecordDue(db: Db, ask: RecordAsk): Promise<boolean> {
  const found = await db.query(
    `select from dirty where mapping = $1 and starts_with(key, $2) and right(key, length($3)) = $3
     union all
     select from signal where connection = $4 and entity = $5 and right(row_id, length($3)) = $3
     limit 1`,
    [ask.mapping, `new:${ask.pair}:${ask.side}:`, `/${ask.record}`, ask.connection, ask.entity],
  )
  return found.rowCount === 1
}
