import type { Missing } from '../core/brake.ts'
import type { Db } from './database.ts'

/** A deletion feed named these rows: the next reading that misses them too is believed. */
export async function markGone(
  tx: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx.query(
    `with held as (
       select l.id, e.side from link l join mapping_entity e on e.mapping = l.mapping and e.pair = l.pair
       where e.connection = $1 and e.entity = $2
       and ((e.side = 'crm' and l.crm_id = any($3)) or (e.side = 'pm' and l.pm_id = any($3)))
       order by l.id for no key update of l)
     update link l set
       crm_missing_since = case when h.side = 'crm' then 'epoch' else l.crm_missing_since end,
       pm_missing_since = case when h.side = 'pm' then 'epoch' else l.pm_missing_since end
     from held h where l.id = h.id`,
    [connection, entity, ids],
  )
}

/** Of each pair and side: how many rows are linked, and how many of them readings miss. */
export async function missingRows(db: Db, mapping: number): Promise<Missing[]> {
  const found = await db.query<Missing>({
    name: 'missing-rows',
    text: `
      select pair, side, count(*)::int as linked,
        (count(case side when 'crm' then crm_missing_since else pm_missing_since end))::int as missing
      from link, unnest('{crm,pm}'::text[]) as s(side) where mapping = $1 group by pair, side order by pair, side`,
    values: [mapping],
  })
  return found.rows
}
