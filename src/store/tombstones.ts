import type { Base } from '../core/base.ts'
import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { RowRef } from './links.ts'

/** A link that ended because a row was gone, and what each side showed when the two last agreed. */
export interface Tombstone {
  readonly id: string
  readonly pair: PairName
  readonly ids: Readonly<Record<Side, string>>
  readonly base: Base
  readonly gone: Side | 'both'
  /** The side whose row Baton had made. */
  readonly made: Side | null
}

export type NewTombstone = Omit<Tombstone, 'id'>

export async function bury(tx: Db, mapping: number, tombstones: readonly NewTombstone[]): Promise<void> {
  if (tombstones.length === 0) return
  await tx.query({
    name: 'bury',
    text: `insert into tombstone (mapping, pair, crm_id, pm_id, crm_base, pm_base, gone, made)
           select $1, pair, ids ->> 'crm', ids ->> 'pm', base -> 'crm', base -> 'pm', gone, made
           from jsonb_to_recordset($2::jsonb) as t(pair text, ids jsonb, base jsonb, gone text, made text)`,
    values: [mapping, JSON.stringify(tombstones)],
  })
}

interface TombstoneRecord extends Pick<Tombstone, 'id' | 'pair' | 'gone' | 'made'> {
  crm_id: string
  pm_id: string
  crm_base: Fields
  pm_base: Fields
}

/** The links that rows had once, whichever side they are on; the newest first. */
export async function tombstonesOf(db: Db, mapping: number, rows: readonly RowRef[]): Promise<Tombstone[]> {
  if (rows.length === 0) return []
  const found = await db.query<TombstoneRecord>({
    name: 'tombstones-of',
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, row_id)),
      found as (
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_id = a.row_id
        union
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_id = a.row_id)
      select id, pair, crm_id, pm_id, crm_base, pm_base, gone, made from found order by id desc`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.id)],
  })
  return found.rows.map(tombstoneFrom)
}

function tombstoneFrom({ crm_id, pm_id, crm_base, pm_base, ...rest }: TombstoneRecord): Tombstone {
  return { ...rest, ids: { crm: crm_id, pm: pm_id }, base: { crm: crm_base, pm: pm_base } }
}

/** The same by the part of a row's id that stays when the record is moved. */
export async function tombstonesOfRecords(
  db: Db,
  mapping: number,
  rows: readonly (Omit<RowRef, 'id'> & { readonly record: string })[],
): Promise<Tombstone[]> {
  if (rows.length === 0) return []
  const found = await db.query<TombstoneRecord>({
    name: 'tombstones-of-records',
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, record)),
      found as (
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_record = a.record
        union
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_record = a.record)
      select id, pair, crm_id, pm_id, crm_base, pm_base, gone from found order by id desc`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.record)],
  })
  return found.rows.map(tombstoneFrom)
}

/** Forgets tombstones, because their rows belong together again. */
export async function digUp(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query({
    name: 'dig-up',
    text: 'delete from tombstone where id = any($1::bigint[])',
    values: [ids],
  })
}
