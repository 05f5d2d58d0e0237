import type { Base } from '../core/base.ts'
import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { RecordRef, RowRef } from './links.ts'

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
export function tombstonesOf(db: Db, mapping: number, rows: readonly RowRef[]): Promise<Tombstone[]> {
  return tombstonesBy(db, mapping, 'id', rows)
}

/** The same by the part of a row's id that stays when the record is moved. */
export function tombstonesOfRecords(
  db: Db,
  mapping: number,
  rows: readonly RecordRef[],
): Promise<Tombstone[]> {
  const named = rows.map(({ record, ...row }) => ({ ...row, id: record }))
  return tombstonesBy(db, mapping, 'record', named)
}

async function tombstonesBy(
  db: Db,
  mapping: number,
  by: 'id' | 'record',
  rows: readonly RowRef[],
): Promise<Tombstone[]> {
  if (rows.length === 0) return []
  const found = await db.query<TombstoneRecord>({
    name: `tombstones-of-rows-by-${by}`,
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as a(pair, side, named)),
      found as (
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'crm' and crm_${by} = a.named
        union
        select t.* from tombstone t join asked a using (pair) where mapping = $1 and a.side = 'pm' and pm_${by} = a.named)
      select id, pair, crm_id, pm_id, crm_base, pm_base, gone, made from found order by id desc`,
    values: [mapping, rows.map(row => row.pair), rows.map(row => row.side), rows.map(row => row.id)],
  })
  return found.rows.map(tombstoneFrom)
}

function tombstoneFrom({ crm_id, pm_id, crm_base, pm_base, ...rest }: TombstoneRecord): Tombstone {
  return { ...rest, ids: { crm: crm_id, pm: pm_id }, base: { crm: crm_base, pm: pm_base } }
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
