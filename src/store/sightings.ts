import type { Fields } from '../core/value.ts'
import type { Db } from './database.ts'
import { ignored, replaceBlocks } from './match-blocks.ts'

/** What a row last showed that is not linked, or that others refer to. */
export interface Seen {
  readonly connection: number
  readonly entity: string
  readonly id: string
  readonly fields: Fields
  readonly matchKey: string | null
  /** Where it is to be seen at its vendor. */
  readonly url?: string
  /** Its vendor no longer uses it: it is recognised by nobody. */
  readonly inactive?: boolean
  /** What rows like it are found by; absent: what is known of that stays. */
  readonly blocks?: readonly string[]
}

/** In bytes. No name is that long, and no index could hold it: such a row is known, and recognised by nobody. */
const longestMatchKey = 1000

const indexable = `case when octet_length("matchKey") <= ${longestMatchKey} then "matchKey" end`

/** Where a row stands in a page twice, its last showing counts. In one order, so that two of these cannot deadlock. */
export async function recordSightings(tx: Db, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  const last = new Map(seen.map(one => [`${one.connection} ${one.entity} ${one.id}`, one]))
  await tx.query({
    name: 'record-sightings',
    text: `
      insert into sighting (connection, entity, row_id, fields, match_key, inactive, url)
      select connection, entity, id, fields, ${indexable}, coalesce(inactive, false), url from jsonb_to_recordset($1::jsonb)
        as s(connection int, entity text, id text, fields jsonb, "matchKey" text, inactive boolean, url text)
      order by connection, entity, id
      on conflict (connection, entity, row_id) do update
        set fields = excluded.fields, match_key = excluded.match_key, inactive = excluded.inactive, url = excluded.url, seen_at = now()`,
    values: [JSON.stringify([...last.values()])],
  })
  await replaceBlocks(
    tx,
    [...last.values()].flatMap(({ blocks, ...row }) => (blocks ? [{ ...row, blocks }] : [])),
  )
}

/** The same for rows never seen before; what is known of the others stays, so that a change is still seen as one. */
export async function recordNewSightings(tx: Db, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  await tx.query({
    name: 'record-new-sightings',
    text: `
      insert into sighting (connection, entity, row_id, fields, match_key, inactive, url)
      select connection, entity, id, fields, ${indexable}, coalesce(inactive, false), url from jsonb_to_recordset($1::jsonb)
        as s(connection int, entity text, id text, fields jsonb, "matchKey" text, inactive boolean, url text)
      order by connection, entity, id
      on conflict do nothing`,
    values: [JSON.stringify(seen)],
  })
}

/** Whether any of these rows shows something else than when it was last seen, or was never seen. */
export async function differsFromSeen(db: Db, seen: readonly Seen[]): Promise<boolean> {
  if (seen.length === 0) return false
  const found = await db.query({
    name: 'differs-from-seen',
    text: `
      select from jsonb_to_recordset($1::jsonb) as s(connection int, entity text, id text, fields jsonb)
      left join sighting t on t.connection = s.connection and t.entity = s.entity and t.row_id = s.id
      where t.fields is distinct from s.fields limit 1`,
    values: [JSON.stringify(seen)],
  })
  return found.rowCount === 1
}

export async function sightingsOf(
  db: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<Map<string, Fields>> {
  if (ids.length === 0) return new Map()
  const found = await db.query<{ row_id: string; fields: Fields }>({
    name: 'sightings-of',
    text: 'select row_id, fields from sighting where connection = $1 and entity = $2 and row_id = any($3)',
    values: [connection, entity, ids],
  })
  return new Map(found.rows.map(row => [row.row_id, row.fields]))
}

export async function forgetSightings(
  tx: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx.query('delete from sighting where connection = $1 and entity = $2 and row_id = any($3)', [
    connection,
    entity,
    ids,
  ])
}

export interface SideOfPair {
  readonly mapping: number
  readonly pair: string
  readonly side: 'crm' | 'pm'
  readonly connection: number
  readonly entity: string
}

export interface UnlinkedRow {
  readonly id: string
  /** Something is still to be done about it, or to be answered. */
  readonly isOpen: boolean
}

/** All rows of one side that are known, be it by what was heard of them just now, and that are not linked. */
export async function unlinkedRows(db: Db, of: SideOfPair): Promise<UnlinkedRow[]> {
  const found = await db.query<UnlinkedRow>({
    name: `unlinked-rows-${of.side}`,
    text: `
      with known as (
        select row_id as id, false as open from sighting where connection = $2 and entity = $3
        union all select row_id, true from signal where connection = $2 and entity = $3
        union all select substr(key, length($4) + 1), true from signal where mapping = $1 and starts_with(key, $4)
        union all select substr(key, length($4) + 1), true from dirty where mapping = $1 and starts_with(key, $4) and run_at < 'infinity'
        union all select substr(key, length($4) + 1), true from hold where mapping = $1 and starts_with(key, $4) and closed_at is null)
      select id, bool_or(open) as "isOpen" from known k
      where not exists (select from link l where l.mapping = $1 and l.pair = $5 and l.${of.side}_id = k.id) group by id`,
    values: [of.mapping, of.connection, of.entity, `new:${of.pair}:${of.side}:`, of.pair],
  })
  return found.rows
}

export interface MatchAsk extends SideOfPair {
  readonly keys: readonly string[]
}

/** Unlinked rows by match key: who could be meant. At most a handful a key, for a person to choose from. */
export async function unlinkedByKey(db: Db, ask: MatchAsk): Promise<Map<string, string[]>> {
  if (ask.keys.length === 0) return new Map()
  const column = ask.side === 'crm' ? 'crm_id' : 'pm_id'
  const found = await db.query<{ match_key: string; ids: string[] }>({
    name: `unlinked-by-key-${ask.side}`,
    text: `
      select match_key, (array_agg(row_id order by row_id))[1:20] as ids from sighting s
      where connection = $1 and entity = $2 and match_key = any($3) and not inactive
      and not exists (${ignored('$4', `'new:' || $5 || ':${ask.side}:' || s.row_id`)})
      and not exists (select 1 from link l where l.mapping = $4 and l.pair = $5 and l.${column} = s.row_id)
      group by match_key`,
    values: [ask.connection, ask.entity, ask.keys, ask.mapping, ask.pair],
  })
  return new Map(found.rows.map(row => [row.match_key, row.ids]))
}

export interface SightedRow {
  readonly id: string
  readonly fields: Fields
}

/** Unlinked rows that take part in matching, by id, after one of them. */
export async function unlinkedPage(
  db: Db,
  ask: Omit<MatchAsk, 'keys' | 'pair'> & { readonly after: string; readonly limit: number },
): Promise<SightedRow[]> {
  const found = await db.query<SightedRow>({
    name: `unlinked-page-${ask.side}`,
    text: `
      select row_id as id, fields from sighting s
      where connection = $1 and entity = $2 and row_id > $3 and not inactive
      and not exists (${ignored('$4', `'new:accounts:${ask.side}:' || s.row_id`)})
      and not exists (select 1 from link l where l.mapping = $4 and l.pair = 'accounts' and l.${ask.side}_id = s.row_id)
      order by row_id limit $5`,
    values: [ask.connection, ask.entity, ask.after, ask.mapping, ask.limit],
  })
  return found.rows
}

export type NameAsk = Omit<MatchAsk, 'keys'> & {
  readonly field: string
  readonly value: string
}

/** Unlinked rows whose field shows this very text; at most a handful. */
export async function unlinkedNamed(db: Db, ask: NameAsk): Promise<string[]> {
  const column = ask.side === 'crm' ? 'crm_id' : 'pm_id'
  const found = await db.query<{ row_id: string }>({
    name: `unlinked-named-${ask.side}`,
    text: `
      select row_id from sighting s
      where connection = $1 and entity = $2 and fields->>$3 = $4
      and not exists (select 1 from link l where l.mapping = $5 and l.pair = $6 and l.${column} = s.row_id)
      order by row_id limit 20`,
    values: [ask.connection, ask.entity, ask.field, ask.value, ask.mapping, ask.pair],
  })
  return found.rows.map(row => row.row_id)
}
