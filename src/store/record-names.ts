import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

/** A record as a person knows it, whether it has a counterpart or not. */
export interface NamedRecord {
  readonly key: string
  readonly pair: PairName
  readonly name: string | null
  readonly ids: Readonly<Record<Side, string | null>>
}

/** What a record is called, from what it shows; a comment by its first words. */
export const nameIn = (fields: string) =>
  `coalesce(${fields}->>'title', ${fields}->>'name', left(${withoutTags(`${fields}->>'text'`)}, 60))`

const withoutTags = (text: string) =>
  `btrim(regexp_replace(regexp_replace(${text}, '<[^>]*>', ' ', 'g'), '[[:space:]]+', ' ', 'g'))`

/** What these links are about; under `link:…` and, where a thread is asked for, `thread:…`. */
export async function namedLinks(
  db: Db,
  mapping: number,
  keys: readonly { readonly key: string; readonly link: string }[],
): Promise<NamedRecord[]> {
  if (keys.length === 0) return []
  const found = await db.query<NamedRecord>({
    name: 'named-links',
    text: `select k.key, l.pair, coalesce(${nameIn('l.crm_base')}, ${nameIn('l.pm_base')}) as name,
             jsonb_build_object('crm', l.crm_id, 'pm', l.pm_id) as ids
           from unnest($2::text[], $3::bigint[]) as k(key, link) join link l on l.id = k.link and l.mapping = $1`,
    values: [mapping, keys.map(one => one.key), keys.map(one => one.link)],
  })
  return found.rows
}

interface RowKey {
  readonly key: string
  readonly pair: PairName
  readonly side: Side
  readonly rowId: string
}

/** What rows without a counterpart were called when they were last seen; who was never seen is left out. */
export async function namedRows(db: Db, mapping: number, keys: readonly RowKey[]): Promise<NamedRecord[]> {
  if (keys.length === 0) return []
  const found = await db.query<NamedRecord>({
    name: 'named-rows',
    text: `select k.key, k.pair, ${nameIn('s.fields')} as name,
             jsonb_build_object('crm', case when k.side = 'crm' then k.row_id end, 'pm', case when k.side = 'pm' then k.row_id end) as ids
           from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as k(key, pair, side, row_id)
           join mapping_entity e on e.mapping = $1 and e.pair = k.pair and e.side = k.side
           join sighting s on s.connection = e.connection and s.entity = e.entity and s.row_id = k.row_id`,
    values: [
      mapping,
      keys.map(one => one.key),
      keys.map(one => one.pair),
      keys.map(one => one.side),
      keys.map(one => one.rowId),
    ],
  })
  return found.rows
}
