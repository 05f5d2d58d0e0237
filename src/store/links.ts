import type { Base } from '../core/base.ts'
import type { Absence } from '../core/gone.ts'
import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

export interface Link {
  readonly id: string
  readonly pair: PairName
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  /** Rows that readings missed; null: the last one showed it. */
  readonly absent: Readonly<Record<Side, Absent | null>>
  /** The row that each belongs to, as it was last seen; null: none, or nobody knows. */
  readonly parents: Readonly<Record<Side, string | null>>
  /** What the last look saw beside the base (`core/sweep`), and whether the sides differed although nothing was open. */
  readonly beside: Readonly<Record<Side, Fields>>
  readonly differs: boolean
  /** The side whose row Baton made of the other one; null: neither. */
  readonly made: Side | null
  /** Where people see the two rows, as they were last read. */
  readonly urls: Readonly<Record<Side, string | null>>
}

/** For how long readings have missed a row, in ms, by the database's clock; and whether a deletion feed named it. */
export type Absent = Pick<Absence, 'forMs' | 'said'>

interface LinkRecord {
  id: string
  pair: PairName
  crm_id: string
  pm_id: string
  crm_base: Fields
  pm_base: Fields
  crm_parent: string | null
  pm_parent: string | null
  crm_missing: number | null
  pm_missing: number | null
  crm_said: boolean | null
  pm_said: boolean | null
  crm_url: string | null
  pm_url: string | null
  crm_beside: Fields
  pm_beside: Fields
  differs: boolean
  made: Side | null
}

const missing = (
  side: Side,
) => `(extract(epoch from now() - ${side}_missing_since) * 1000)::float8 as ${side}_missing,
  ${side}_missing_since = 'epoch' as ${side}_said`

/** What a link is read from. */
const linkColumns = `id, pair, crm_id, pm_id, crm_base, pm_base, crm_parent, pm_parent, crm_url, pm_url,
  crm_beside, pm_beside, differs, made, ${missing('crm')}, ${missing('pm')}`

function linkFrom(record: LinkRecord): Link {
  return {
    id: record.id,
    pair: record.pair,
    ids: { crm: record.crm_id, pm: record.pm_id },
    base: { crm: record.crm_base, pm: record.pm_base },
    absent: {
      crm: absentFor(record.crm_missing, record.crm_said),
      pm: absentFor(record.pm_missing, record.pm_said),
    },
    parents: { crm: record.crm_parent, pm: record.pm_parent },
    urls: { crm: record.crm_url, pm: record.pm_url },
    beside: { crm: record.crm_beside, pm: record.pm_beside },
    differs: record.differs,
    made: record.made,
  }
}

function absentFor(forMs: number | null, said: boolean | null): Absent | null {
  return forMs === null ? null : { forMs, said: said === true }
}

export async function linksById(db: Db, ids: readonly string[]): Promise<Link[]> {
  if (ids.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: 'links-by-id',
    text: `select ${linkColumns} from link where id = any($1::bigint[])`,
    values: [ids],
  })
  return found.rows.map(linkFrom)
}

export interface RowRef {
  readonly pair: PairName
  readonly side: Side
  readonly id: string
}

/** A row by the part of its id that stays when the record is moved. */
export type RecordRef = Omit<RowRef, 'id'> & { readonly record: string }

/** The links of rows, whichever side they are on. Rows that are not linked are left out. */
export function linksOfRows(db: Db, mapping: number, rows: readonly RowRef[]): Promise<Link[]> {
  return linksBy(db, mapping, 'id', rows)
}

/** The same by the record. */
export function linksOfRecords(db: Db, mapping: number, rows: readonly RecordRef[]): Promise<Link[]> {
  const named = rows.map(({ record, ...row }) => ({ ...row, id: record }))
  return linksBy(db, mapping, 'record', named)
}

async function linksBy(
  db: Db,
  mapping: number,
  by: 'id' | 'record',
  rows: readonly RowRef[],
): Promise<Link[]> {
  if (rows.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: `links-of-rows-by-${by}`,
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, named))
      select ${linkColumns} from link join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_${by} = a.named
      union all
      select ${linkColumns} from link join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_${by} = a.named`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.id)],
  })
  // One that was named by both of its rows was found twice; the database would compare whole rows to tell.
  return [...new Map(found.rows.map(row => [row.id, row])).values()].map(linkFrom)
}

export interface NewLink {
  readonly pair: PairName
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  readonly parents?: Readonly<Record<Side, string | null>>
  readonly urls?: Readonly<Partial<Record<Side, string>>>
  /** How it came to be. Absent: one row was made from the other. */
  readonly origin?: LinkOrigin
  /** The side whose row Baton made, now or at an earlier time. */
  readonly made?: Side | null
}

export type LinkOrigin = 'matched' | 'chosen' | 'created'

/** Makes links. A row that is linked already keeps its link: the new one is left out of the answer. */
export async function insertLinks(tx: Db, mapping: number, links: readonly NewLink[]): Promise<Link[]> {
  if (links.length === 0) return []
  const made = await tx.query<LinkRecord>({
    name: 'insert-links',
    text: `
      insert into link
        (mapping, pair, crm_id, pm_id, crm_base, pm_base, crm_parent, pm_parent, crm_url, pm_url, origin, made)
      select $1, pair, crm_id, pm_id, crm_base, pm_base, crm_parent, pm_parent, crm_url, pm_url,
        coalesce(origin, 'created'), made
      from jsonb_to_recordset($2::jsonb) as l(pair text, crm_id text, pm_id text, crm_base jsonb, pm_base jsonb,
        crm_parent text, pm_parent text, crm_url text, pm_url text, origin text, made text)
      order by pair, crm_id, pm_id
      on conflict do nothing returning ${linkColumns}`,
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
    crm_parent: link.parents?.crm ?? null,
    pm_parent: link.parents?.pm ?? null,
    crm_url: link.urls?.crm,
    pm_url: link.urls?.pm,
    origin: link.origin,
    made: link.made,
  }
}

export interface LinkChange extends Pick<Link, 'id' | 'base' | 'beside' | 'differs'> {
  /** What the reading showed: null where it missed the row; else the row that it belongs to, if any. */
  readonly shown: Readonly<Record<Side, { readonly parent: string | null } | null>>
  /** True when both sides were read, and now show what was decided. */
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
        crm_missing_since = case when c.crm_shown is null then coalesce(l.crm_missing_since, now()) end,
        pm_missing_since = case when c.pm_shown is null then coalesce(l.pm_missing_since, now()) end,
        crm_parent = case when c.crm_shown is null then l.crm_parent else c.crm_shown ->> 'parent' end,
        pm_parent = case when c.pm_shown is null then l.pm_parent else c.pm_shown ->> 'parent' end,
        crm_beside = c.crm_beside, pm_beside = c.pm_beside, differs = c.differs,
        verified_at = case when c.verified then now() else l.verified_at end,
        crm_url = coalesce(c.crm_url, l.crm_url), pm_url = coalesce(c.pm_url, l.pm_url)
      from held join jsonb_to_recordset($1::jsonb)
        as c(id bigint, crm_base jsonb, pm_base jsonb, crm_shown jsonb, pm_shown jsonb, verified boolean,
          crm_url text, pm_url text, crm_beside jsonb, pm_beside jsonb, differs boolean) using (id)
      where l.id = c.id`,
    values: [JSON.stringify(changes.map(changeRecord)), changes.map(change => change.id)],
  })
}

function changeRecord(change: LinkChange) {
  return {
    id: change.id,
    crm_base: change.base.crm,
    pm_base: change.base.pm,
    crm_shown: change.shown.crm,
    pm_shown: change.shown.pm,
    crm_beside: change.beside.crm,
    pm_beside: change.beside.pm,
    differs: change.differs,
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

/** The links of comments under these tasks of one side. */
export async function linksUnder(
  db: Db,
  mapping: number,
  side: Side,
  tasks: readonly string[],
): Promise<Link[]> {
  if (tasks.length === 0) return []
  const found = await db.query<LinkRecord>({
    name: `links-under-${side}`,
    text: `select ${linkColumns} from link where mapping = $1 and pair = 'comments' and ${side}_parent = any($2)`,
    values: [mapping, tasks],
  })
  return found.rows.map(linkFrom)
}
