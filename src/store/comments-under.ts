import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

export interface LoneComment {
  readonly id: string
  /** Who wrote it and when, and whether it is private; never what it says. */
  readonly fields: Fields
  /** It is about to be looked at. */
  readonly isDue: boolean
}

/** Comments under one row that have no counterpart, as far as they were ever read; the newest of them. */
export async function loneCommentsUnder(
  db: Db,
  at: { readonly mapping: number; readonly connection: number; readonly entity: string; readonly side: Side },
  parent: string,
  limit: number,
): Promise<LoneComment[]> {
  const found = await db.query<LoneComment>({
    name: `lone-comments-under-${at.side}`,
    text: `
      select s.row_id as id, s.fields,
        exists (select from dirty d where d.mapping = $1 and d.key = 'new:comments:${at.side}:' || s.row_id
          and d.run_at < 'infinity') as "isDue"
      from sighting s
      where s.connection = $2 and s.entity = $3 and s.fields->>'under' = $4
      and not exists (select from link l where l.mapping = $1 and l.pair = 'comments' and l.${at.side}_id = s.row_id)
      order by s.fields->>'at' desc limit $5`,
    values: [at.mapping, at.connection, at.entity, parent, limit],
  })
  return found.rows
}
