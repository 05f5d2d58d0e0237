import type { MadeElsewhere } from '../core/made-elsewhere.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import type { Db } from './database.ts'

/** A making that came to nothing no longer keeps other mappings away after this long. */
export const forgottenAfter = `interval '1 hour'`

/** Whether the mapping `m` still makes what it said, or has made it, for the making `k`. */
export const stillMakes = (k: string) => `(
  ${k}.at > now() - ${forgottenAfter}
  or exists (select 1 from intent i where i.mapping = ${k}.mapping and i.op = 'create' and i.pair = ${k}.pair
    and i.side <> ${k}.side and i.row_id = ${k}.row_id)
  or exists (select 1 from link l where l.mapping = ${k}.mapping and l.pair = ${k}.pair
    and case ${k}.side when 'crm' then l.crm_id else l.pm_id end = ${k}.row_id))`

export interface MadeRef {
  readonly pair: string
  readonly side: Side
  readonly id: string
}

/** By pair, side and id: what another mapping between the same connections made of these rows, or is about to. */
export async function madeElsewhere(
  db: Db,
  mapping: number,
  rows: readonly MadeRef[],
): Promise<(row: MadeRef) => MadeElsewhere | null> {
  const made = new Map<string, MadeElsewhere>()
  const nameOf = ({ pair, side, id }: MadeRef) => `${pair} ${side} ${id}`
  for (const side of sides) {
    const own = rows.filter(row => row.side === side)
    for (const { pair, id, ...found } of await madeOf(db, mapping, side, own))
      made.set(nameOf({ pair, side, id }), found)
  }
  return row => made.get(nameOf(row)) ?? null
}

async function madeOf(db: Db, mapping: number, side: Side, rows: readonly MadeRef[]) {
  if (rows.length === 0) return []
  const found = await db.query<MadeElsewhere & Omit<MadeRef, 'side'>>({
    name: `made-elsewhere-${side}`,
    text: `
      select distinct on (g.pair, g.id) g.pair, g.id, m.name as mapping, l.${otherSide(side)}_id as "with"
      from unnest($2::text[], $3::text[]) as g(pair, id)
      join mapping own on own.id = $1
      join mapping m on m.crm = own.crm and m.pm = own.pm and m.id <> own.id
      left join link l on l.mapping = m.id and l.pair = g.pair and l.${side}_id = g.id
      left join making k on k.crm = own.crm and k.pm = own.pm and k.pair = g.pair and k.side = '${side}'
        and k.row_id = g.id and k.mapping = m.id
      where l.id is not null or (k.mapping is not null and ${stillMakes('k')})
      order by g.pair, g.id, l.id nulls last`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.id)],
  })
  return found.rows
}

/** Whether a row was made by another mapping, whichever tools that one is between. */
export async function isMadeByAnother(
  db: Db,
  mapping: number,
  row: { readonly connection: number; readonly entity: string; readonly side: Side; readonly id: string },
): Promise<boolean> {
  const found = await db.query({
    name: `made-by-another-${row.side}`,
    text: `
      select from mapping_entity e join link l on l.mapping = e.mapping and l.pair = e.pair
      where e.connection = $1 and e.entity = $2 and e.side = '${row.side}' and e.mapping <> $3
      and l.${row.side}_id = $4 and l.made = '${row.side}' limit 1`,
    values: [row.connection, row.entity, mapping, row.id],
  })
  return found.rowCount === 1
}
