import type { MadeElsewhere } from '../core/made-elsewhere.ts'
import type { Side } from '../core/value.ts'
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

/** What another mapping between the same connections made of this row, or is about to; null: nothing. */
export async function madeElsewhere(
  db: Db,
  mapping: number,
  row: { readonly pair: string; readonly side: Side; readonly id: string },
): Promise<MadeElsewhere | null> {
  const other = row.side === 'crm' ? 'pm' : 'crm'
  const found = await db.query<MadeElsewhere>({
    name: `made-elsewhere-${row.side}`,
    text: `
      select m.name as mapping, l.${other}_id as "with"
      from mapping own join mapping m on m.crm = own.crm and m.pm = own.pm and m.id <> own.id
      left join link l on l.mapping = m.id and l.pair = $2 and l.${row.side}_id = $3
      left join making k on k.crm = own.crm and k.pm = own.pm and k.pair = $2 and k.side = '${row.side}'
        and k.row_id = $3 and k.mapping = m.id
      where own.id = $1 and (l.id is not null or (k.mapping is not null and ${stillMakes('k')}))
      order by l.id nulls last limit 1`,
    values: [mapping, row.pair, row.id],
  })
  return found.rows[0] ?? null
}
