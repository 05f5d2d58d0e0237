import type { Db } from './database.ts'

/** The vendor's ids of some rows of each of a connection's entities that mappings have linked, the newest first. */
export async function linkedRows(
  db: Db,
  connection: number,
  most: number,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await db.query<{ entity: string; ids: string[] }>({
    name: 'linked-rows',
    text: `
      select e.entity, (array_agg(case e.side when 'crm' then l.crm_id else l.pm_id end order by l.id desc))[1:$2] as ids
      from mapping_entity e join link l on l.mapping = e.mapping and l.pair = e.pair
      where e.connection = $1 group by e.entity`,
    values: [connection, most],
  })
  return Object.fromEntries(found.rows.map(({ entity, ids }) => [entity, ids]))
}
