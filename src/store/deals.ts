import type { Fields } from '../core/value.ts'
import type { Db } from './database.ts'

/** A deal with whatever is written down about its project. */
export interface DealRecord {
  readonly id: string
  /** What it showed when it was last looked at without a project; null: it was never seen. */
  readonly fields: Fields | null
  readonly project: string | null
  readonly urls: { readonly crm: string | null; readonly pm: string | null }
  readonly askedBy: string | null
  readonly isWished: boolean
  readonly isBeingMade: boolean
  readonly holds: readonly { readonly code: string; readonly detail: string }[]
}

const columns = `
  d.id, d.fields, l.pm_id as project, jsonb_build_object('crm', l.crm_url, 'pm', l.pm_url) as urls,
  w.asked_by as "askedBy", w.row_id is not null as "isWished",
  exists (select 1 from intent i where i.mapping = $1 and i.key = 'new:deals:crm:' || d.id and i.op = 'create')
    as "isBeingMade",
  coalesce((select jsonb_agg(jsonb_build_object('code', h.code, 'detail', h.detail) order by h.id) from hold h
    where h.mapping = $1 and h.closed_at is null
    and h.key = coalesce('link:' || l.id, 'new:deals:crm:' || d.id)), '[]') as holds`

const joined = `
  left join link l on l.mapping = $1 and l.pair = 'deals' and l.crm_id = d.id
  left join wish w on w.mapping = $1 and w.pair = 'deals' and w.side = 'crm' and w.row_id = d.id`

export interface DealsAsk {
  readonly mapping: number
  readonly connection: number
  readonly entity: string
}

/** The deals of these ids, seen or not. */
export async function dealsById(db: Db, ask: DealsAsk, ids: readonly string[]): Promise<DealRecord[]> {
  const found = await db.query<DealRecord>({
    name: 'deals-by-id',
    text: `
      select ${columns} from (
        select a.id, s.fields from unnest($4::text[]) as a(id)
        left join sighting s on s.connection = $2 and s.entity = $3 and s.row_id = a.id) d ${joined}
      order by d.id`,
    values: [ask.mapping, ask.connection, ask.entity, ids],
  })
  return found.rows
}

/** Deals with and without a project; offered are those that nothing asks for. */
const kinds = {
  all: 'true',
  made: 'l.id is not null',
  open: 'l.id is null',
  offered: 'l.id is null and w.row_id is null',
} as const

export interface DealsPage {
  /** The values that make a deal won; null: every deal counts. */
  readonly when: Fields | null
  readonly which: keyof typeof kinds
  /** A part of the title; empty: any. */
  readonly search: string
  readonly after: string
  readonly most: number
}

/** Deals that are won, have a project, or were asked for, by id. */
export async function dealsOf(db: Db, ask: DealsAsk, page: DealsPage): Promise<DealRecord[]> {
  const found = await db.query<DealRecord>({
    name: `deals-of-${page.which}`,
    text: `
      select ${columns} from (
        select row_id as id, fields from sighting where connection = $2 and entity = $3 and row_id > $5) d ${joined}
      where (d.fields @> $4::jsonb or l.id is not null or w.row_id is not null) and ${kinds[page.which]}
      and ($7 = '' or lower(coalesce(d.fields->>'title', d.fields->>'name')) like '%' || $7 || '%')
      order by d.id limit $6`,
    values: [
      ask.mapping,
      ask.connection,
      ask.entity,
      JSON.stringify(page.when ?? {}),
      page.after,
      page.most,
      escaped(page.search),
    ],
  })
  return found.rows
}

/** As a part of a `like`, in small letters. */
function escaped(text: string): string {
  return text.toLowerCase().replaceAll(/[\\%_]/g, sign => `\\${sign}`)
}

/** The deals that named this account when they were last looked at, won or not. `field` is what a deal names it by. */
export async function dealsOfAccount(
  db: Db,
  ask: DealsAsk,
  field: string,
  account: string,
): Promise<DealRecord[]> {
  const found = await db.query<DealRecord>({
    name: 'deals-of-account',
    text: `
      select ${columns} from (
        select row_id as id, fields from sighting where connection = $2 and entity = $3 and fields->>$4 = $5) d ${joined}
      order by d.id limit 200`,
    values: [ask.mapping, ask.connection, ask.entity, field, account],
  })
  return found.rows
}
