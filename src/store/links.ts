import type { Base } from '../core/base.ts'
import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

export interface Link {
  readonly id: string
  readonly pair: PairName
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  /** Since when reads miss the row, ms since 1970. */
  readonly missingSince: Readonly<Record<Side, number | null>>
  /** Where people see the two rows, as they were last read. */
  readonly urls: Readonly<Record<Side, string | null>>
}

interface LinkRecord {
  id: string
  pair: PairName
  crm_id: string
  pm_id: string
  crm_base: Fields
  pm_base: Fields
  crm_missing_since: Date | null
  pm_missing_since: Date | null
  crm_url: string | null
  pm_url: string | null
}

const columns =
  'id, pair, crm_id, pm_id, crm_base, pm_base, crm_missing_since, pm_missing_since, crm_url, pm_url'

function linkFrom(record: LinkRecord): Link {
  return {
    id: record.id,
    pair: record.pair,
    ids: { crm: record.crm_id, pm: record.pm_id },
    base: { crm: record.crm_base, pm: record.pm_base },
    missingSince: {
      crm: record.crm_missing_since?.getTime() ?? null,
      pm: record.pm_missing_since?.getTime() ?? null,
    },
    urls: { crm: record.crm_url, pm: record.pm_url },
  }
}

export async function linksById(db: Db, ids: readonly string[]): Promise<Link[]> {
  if (ids.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: 'links-by-id',
    text: `select ${columns} from link where id = any($1::bigint[])`,
    values: [ids],
  })
  return found.rows.map(linkFrom)
}

export interface RowRef {
  readonly pair: PairName
  readonly side: Side
  readonly id: string
}

/** The links of rows, whichever side they are on. Rows that are not linked are left out. */
export async function linksOfRows(db: Db, mapping: number, rows: readonly RowRef[]): Promise<Link[]> {
  if (rows.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: 'links-of-rows',
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, row_id))
      select ${columns} from link join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_id = a.row_id
      union
      select ${columns} from link join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_id = a.row_id`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.id)],
  })
  return found.rows.map(linkFrom)
}

export interface NewLink {
  readonly pair: PairName
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  readonly urls?: Readonly<Partial<Record<Side, string>>>
}

/** Makes links. A row that is linked already keeps its link: the new one is left out of the answer. */
export async function insertLinks(tx: Db, mapping: number, links: readonly NewLink[]): Promise<Link[]> {
  if (links.length === 0) return []
  const made = await tx.query<LinkRecord>({
    name: 'insert-links',
    text: `
      insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base, crm_url, pm_url)
      select $1, pair, crm_id, pm_id, crm_base, pm_base, crm_url, pm_url
      from jsonb_to_recordset($2::jsonb) as l(pair text, crm_id text, pm_id text, crm_base jsonb, pm_base jsonb,
        crm_url text, pm_url text)
      order by pair, crm_id, pm_id
      on conflict do nothing returning ${columns}`,
    values: [mapping, JSON.stringify(links.map(recordOf))],
  })
  return made.rows.map(linkFrom)
}

function recordOf(link: NewLink) {
  return {
    pair: link.pair,
    crm_id: link.ids.crm,
    pm_id: link.ids.pm,
    crm_base: link.base.crm,
    pm_base: link.base.pm,
    crm_url: link.urls?.crm,
    pm_url: link.urls?.pm,
  }
}

export interface LinkChange {
  readonly id: string
  readonly base: Base
  readonly missingSince: Readonly<Record<Side, number | null>>
  /** True when both sides were read and found equal or settled. */
  readonly verified: boolean
  /** A side that was not read keeps what is known. */
  readonly urls?: Readonly<Partial<Record<Side, string>>>
}

export async function updateLinks(tx: Db, changes: readonly LinkChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.query({
    name: 'update-links',
    text: `
      with held as (select id from link where id = any($2::bigint[]) order by id for no key update)
      update link l set crm_base = c.crm_base, pm_base = c.pm_base,
        crm_missing_since = to_timestamp(c.crm_missing / 1000.0), pm_missing_since = to_timestamp(c.pm_missing / 1000.0),
        verified_at = case when c.verified then now() else l.verified_at end,
        crm_url = coalesce(c.crm_url, l.crm_url), pm_url = coalesce(c.pm_url, l.pm_url)
      from held join jsonb_to_recordset($1::jsonb)
        as c(id bigint, crm_base jsonb, pm_base jsonb, crm_missing float8, pm_missing float8, verified boolean,
          crm_url text, pm_url text) using (id)
      where l.id = c.id`,
    values: [JSON.stringify(changes.map(changeRecord)), changes.map(change => change.id)],
  })
}

function changeRecord(change: LinkChange) {
  return {
    id: change.id,
    crm_base: change.base.crm,
    pm_base: change.base.pm,
    crm_missing: change.missingSince.crm,
    pm_missing: change.missingSince.pm,
    verified: change.verified,
    crm_url: change.urls?.crm,
    pm_url: change.urls?.pm,
  }
}

export async function deleteLinks(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query({
    name: 'delete-links',
    text: 'delete from link where id = any($1::bigint[])',
    values: [ids],
  })
}

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
