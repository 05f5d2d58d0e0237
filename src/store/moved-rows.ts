import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

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
