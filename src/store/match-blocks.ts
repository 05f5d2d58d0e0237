import { blockAtMost } from '../core/matching/blocks.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Db } from './database.ts'

export interface Blocked {
  readonly connection: number
  readonly entity: string
  readonly id: string
  readonly blocks: readonly string[]
}

/** What these rows can be found by from now on. Their sightings are held by the same transaction. */
export async function replaceBlocks(tx: Db, rows: readonly Blocked[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'replace-blocks',
    text: `
      with asked as (
        select * from jsonb_to_recordset($1::jsonb) as r(connection int, entity text, id text, blocks text[])),
      ended as (
        delete from match_block m using asked a
        where m.connection = a.connection and m.entity = a.entity and m.row_id = a.id and not m.block = any(a.blocks))
      insert into match_block (connection, entity, block, row_id)
      select a.connection, a.entity, b.block, a.id from asked a, unnest(a.blocks) as b(block)
      order by 1, 2, 3, 4 on conflict do nothing`,
    values: [
      JSON.stringify(rows.map(({ connection, entity, id, blocks }) => ({ connection, entity, id, blocks }))),
    ],
  })
}

export interface AlikeAsk {
  readonly mapping: number
  /** The side of the rows that are asked about. */
  readonly side: Side
  readonly from: { readonly connection: number; readonly entity: string }
  readonly to: { readonly connection: number; readonly entity: string }
  readonly rows: readonly { readonly id: string; readonly blocks: readonly string[] }[]
}

export interface AlikeRow {
  readonly of: string
  readonly id: string
  readonly fields: Fields
}

/** Unlinked rows of the other side that share a block with these. A block that too many share on a side does not count. */
export async function alikeRows(db: Db, ask: AlikeAsk): Promise<AlikeRow[]> {
  const pairs = ask.rows.flatMap(row => row.blocks.map(block => [row.id, block] as const))
  if (pairs.length === 0) return []
  const other = ask.side === 'crm' ? 'pm' : 'crm'
  const few = (connection: string, entity: string) =>
    `select array_agg(row_id) as ids from (select row_id from match_block m where m.connection = ${connection}
      and m.entity = ${entity} and m.block = a.block limit ${blockAtMost + 1}) as few`
  const found = await db.query<AlikeRow>({
    name: `alike-rows-${ask.side}`,
    text: `
      with asked as (select * from unnest($1::text[], $2::text[]) as a(row_id, block)),
      near as materialized (
        select distinct a.row_id as "of", o.id from asked a
        cross join lateral (${few('$3', '$4')}) as own
        cross join lateral (${few('$5', '$6')}) as others
        cross join lateral unnest(others.ids) as o(id)
        where coalesce(cardinality(own.ids), 0) <= ${blockAtMost} and cardinality(others.ids) <= ${blockAtMost})
      select n."of", n.id, s.fields from near n
      join sighting s on s.connection = $5 and s.entity = $6 and s.row_id = n.id and not s.inactive
      where not exists (select 1 from link l where l.mapping = $7 and l.pair = 'accounts' and l.${other}_id = n.id)
      and not exists (select 1 from apart p where p.mapping = $7 and p.${ask.side}_id = n."of" and p.${other}_id = n.id and not p.suggests)
      and not exists (${ignored('$7', `'new:accounts:${other}:' || n.id`)})`,
    values: [
      pairs.map(pair => pair[0]),
      pairs.map(pair => pair[1]),
      ask.from.connection,
      ask.from.entity,
      ask.to.connection,
      ask.to.entity,
      ask.mapping,
    ],
  })
  return found.rows
}

/** A key that a person said rests. */
export function ignored(mapping: string, key: string): string {
  return `select 1 from decision d where d.mapping = ${mapping} and d.key = ${key} and d.field = ''
    and d.choice->>'is' = 'ignore'`
}
