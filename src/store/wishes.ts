import type { MembersAsk } from '../core/members.ts'
import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

/** A counterpart that a person, a deal's being won, or a row that belongs to this one has asked for. It stays until the counterpart is there. */
export interface Wish {
  readonly pair: PairName
  readonly side: Side
  readonly rowId: string
  readonly why: 'won' | 'asked' | 'needed'
  readonly askedBy: string | null
  /** What the person gave for the new row, by its side's field names. */
  readonly given: Fields
  /** Null: as the mapping says. */
  readonly members: MembersAsk | null
  /** The day it was asked, in UTC. */
  readonly on: string
  /** How long ago, by the database's clock. */
  readonly ageMs: number
  /** For how long readings have missed the row, by the database's clock; null: the last one showed it. */
  readonly missingMs: number | null
}

export type NewWish = Omit<Wish, 'on' | 'ageMs' | 'missingMs' | 'given' | 'members'> &
  Partial<Pick<Wish, 'given' | 'members'>>

/**
 * The first person to ask is the one who asked, and counts before what an event asks for; what a person gives stands, however
 * often something was asked before.
 */
export async function makeWishes(tx: Db, mapping: number, wishes: readonly NewWish[]): Promise<void> {
  if (wishes.length === 0) return
  const once = new Map(wishes.toReversed().map(wish => [`${wish.pair} ${wish.side} ${wish.rowId}`, wish]))
  await tx.query({
    name: 'make-wishes',
    text: `insert into wish as w (mapping, pair, side, row_id, why, asked_by, given, members)
           select $1, pair, side, "rowId", why, "askedBy", coalesce(given, '{}'), members
           from jsonb_to_recordset($2::jsonb)
             as n(pair text, side text, "rowId" text, why text, "askedBy" text, given jsonb, members jsonb)
           order by pair, side, "rowId"
           on conflict (mapping, pair, side, row_id) do update
             set why = excluded.why, asked_by = excluded.asked_by, given = excluded.given, members = excluded.members
             where excluded.given <> '{}' or excluded.members is not null
               or excluded.why = 'asked' and w.why <> 'asked'`,
    values: [mapping, JSON.stringify([...once.values()])],
  })
}

export async function wishesOf(
  db: Db,
  mapping: number,
  rows: readonly Pick<Wish, 'pair' | 'side' | 'rowId'>[],
): Promise<Wish[]> {
  if (rows.length === 0) return []
  const found = await db.query<Wish>({
    name: 'wishes-of',
    text: `
      select pair, side, row_id as "rowId", why, asked_by as "askedBy", given, members, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as "on",
        (extract(epoch from now() - at) * 1000)::float8 as "ageMs",
        (extract(epoch from now() - missing_since) * 1000)::float8 as "missingMs"
      from wish where mapping = $1
      and (pair, side, row_id) in (select * from unnest($2::text[], $3::text[], $4::text[]))`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.rowId)],
  })
  return found.rows
}

export async function grantWishes(
  tx: Db,
  mapping: number,
  rows: readonly Pick<Wish, 'pair' | 'side' | 'rowId'>[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'grant-wishes',
    text: `delete from wish where mapping = $1
           and (pair, side, row_id) in (select * from unnest($2::text[], $3::text[], $4::text[]))`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.rowId)],
  })
}

export interface WishedRow extends Pick<Wish, 'pair' | 'side' | 'rowId'> {
  readonly isMissing: boolean
}

/** Whether readings miss the rows that something was asked for; the first one that does counts. */
export async function noteWished(tx: Db, mapping: number, rows: readonly WishedRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'note-wished',
    text: `update wish w set missing_since = case when r."isMissing" then coalesce(w.missing_since, now()) end
           from jsonb_to_recordset($2::jsonb) as r(pair text, side text, "rowId" text, "isMissing" boolean)
           where w.mapping = $1 and w.pair = r.pair and w.side = r.side and w.row_id = r."rowId"`,
    values: [mapping, JSON.stringify(rows)],
  })
}
