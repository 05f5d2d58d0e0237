import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

export interface IdPair {
  readonly crm: string
  readonly pm: string
}

/** Remembers that these are not the same, whatever their names say; or only that nothing but a person links them. */
export async function keepApart(
  tx: Db,
  mapping: number,
  pairs: readonly IdPair[],
  by: string,
  suggests = false,
): Promise<void> {
  if (pairs.length === 0) return
  await tx.query({
    name: 'keep-apart',
    text: `insert into apart (mapping, crm_id, pm_id, by, suggests) select $1, crm, pm, $4, $5 from unnest($2::text[], $3::text[]) as p(crm, pm)
           order by crm, pm on conflict (mapping, crm_id, pm_id) do update set suggests = excluded.suggests, by = excluded.by`,
    values: [mapping, pairs.map(pair => pair.crm), pairs.map(pair => pair.pm), by, suggests],
  })
}

/** Takes that back: they may be linked again. */
export async function noLongerApart(tx: Db, mapping: number, pairs: readonly IdPair[]): Promise<void> {
  if (pairs.length === 0) return
  await tx.query({
    name: 'no-longer-apart',
    text: `delete from apart where mapping = $1 and (crm_id, pm_id) in (select * from unnest($2::text[], $3::text[]))`,
    values: [mapping, pairs.map(pair => pair.crm), pairs.map(pair => pair.pm)],
  })
}

/** Of these rows of one side: the rows of the other side that they are kept apart from. */
export async function apartFrom(
  db: Db,
  mapping: number,
  side: Side,
  ids: readonly string[],
): Promise<IdPair[]> {
  if (ids.length === 0) return []
  const found = await db.query<IdPair>({
    name: `apart-from-${side}`,
    text: `select crm_id as crm, pm_id as pm from apart where mapping = $1 and ${side}_id = any($2)`,
    values: [mapping, ids],
  })
  return found.rows
}
