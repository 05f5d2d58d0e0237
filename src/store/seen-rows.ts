import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

/** A row without a counterpart as it was last seen. */
export interface SeenRow {
  readonly id: string
  readonly fields: Fields
  /** Where it is to be seen at its vendor; null: the vendor does not tell, or it was seen before this was kept. */
  readonly url: string | null
}

/** Those of these rows that were seen, in the order that they were asked for. */
export async function seenRows(
  db: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<SeenRow[]> {
  if (ids.length === 0) return []
  const found = await db.query<SeenRow>({
    name: 'seen-rows',
    text: `select s.row_id as id, s.fields, s.url from unnest($3::text[]) with ordinality as a(id, at)
           join sighting s on s.connection = $1 and s.entity = $2 and s.row_id = a.id order by a.at`,
    values: [connection, entity, ids],
  })
  return found.rows
}

export interface NamesAsk {
  readonly mapping: number
  readonly connection: number
  readonly side: Side
  readonly rows: readonly { readonly entity: string; readonly id: string }[]
}

/** What rows of one side are called, linked or not, by `entity id`; who is not known is left out. */
export async function namedAt(
  db: Db,
  { mapping, connection, side, rows }: NamesAsk,
): Promise<ReadonlyMap<string, string>> {
  if (rows.length === 0) return new Map()
  const base = `l.${side}_base`
  const found = await db.query<{ entity: string; id: string; name: string }>({
    name: `named-at-${side}`,
    text: `
      select a.entity, a.id, coalesce(s.fields->>'name', s.fields->>'title', ${base}->>'name', ${base}->>'title') as name
      from (select distinct entity, id from unnest($4::text[], $5::text[]) as a(entity, id)) a
      left join sighting s on s.connection = $2 and s.entity = a.entity and s.row_id = a.id
      left join mapping_entity e on e.mapping = $1 and e.connection = $2 and e.side = $3 and e.entity = a.entity
      left join link l on l.mapping = $1 and l.pair = e.pair and l.${side}_id = a.id
      where coalesce(s.fields->>'name', s.fields->>'title', ${base}->>'name', ${base}->>'title') is not null`,
    values: [mapping, connection, side, rows.map(one => one.entity), rows.map(one => one.id)],
  })
  return new Map(found.rows.map(({ entity, id, name }) => [`${entity} ${id}`, name]))
}
