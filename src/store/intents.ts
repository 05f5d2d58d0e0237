import type { PairName } from '../core/policy.ts'
import type { Fields, Side } from '../core/value.ts'
import type { Reasons } from '../core/values-for.ts'
import type { Db } from './database.ts'
import { stillMakes } from './makings.ts'

/** A write recorded before it is sent: what was there, what is sent, and what the plan saw on both sides. */
export interface Intent {
  readonly id: string
  readonly key: string
  readonly link: string | null
  readonly pair: PairName
  readonly side: Side
  readonly op: 'create' | 'update' | 'delete'
  readonly rowId: string | null
  readonly createKey: string | null
  readonly before: Fields
  readonly sent: Fields
  readonly why: Reasons
  readonly saw: Readonly<Record<Side, Fields>>
}

export type OpenIntent = Intent & {
  /** How long ago it was recorded, by the database's clock. */
  readonly ageMs: number
  /** The pass that recorded it. */
  readonly pass: string | null
  /** Of a create: the row that it is known to have made, be it there or not; null: nobody knows. */
  readonly made: string | null
}

/** The newest create of a key: an older one was given up before, and its row would carry the same key. */
export function newestCreate({
  intents,
}: {
  readonly intents: readonly OpenIntent[]
}): OpenIntent | undefined {
  return intents.findLast(one => one.op === 'create')
}

/**
 * Records intents under the lease: those whose key this worker no longer holds are not recorded, and must not be sent.
 * Nobody can take a key over while its intents are being recorded, so whoever does afterwards finds them.
 * A create is recorded only where no other mapping between the same connections makes, or made, that counterpart, and not
 * for a newcomer that is none any more: a create that was settled meanwhile has told that we made it.
 * Answers the ids that were recorded.
 */
export async function recordIntents(
  db: Db,
  mapping: number,
  token: string,
  intents: readonly Intent[],
): Promise<Set<string>> {
  if (intents.length === 0) return new Set()
  const recorded = await db.query<{ id: string }>({
    name: 'record-intents',
    text: `
      with held as (
        select key from dirty where mapping = $1 and token = $2 and key = any($4) and run_at > now()
        order by key for key share),
      asked as (
        select i.* from jsonb_to_recordset($3::jsonb) as i(id uuid, key text, link bigint, pair text, side text, op text,
          "rowId" text, "createKey" text, before jsonb, sent jsonb, why jsonb, saw jsonb)
        where i.key in (select key from held) and not (i.op = 'create' and i.key like 'new:%' and case i.side
          when 'pm' then exists (select from link l where l.mapping = $1 and l.pair = i.pair and l.crm_id = i."rowId")
          else exists (select from link l where l.mapping = $1 and l.pair = i.pair and l.pm_id = i."rowId") end)),
      makes as (
        insert into making as k (crm, pm, pair, side, row_id, mapping)
        select m.crm, m.pm, a.pair, case a.side when 'crm' then 'pm' else 'crm' end, a."rowId", m.id
        from asked a join mapping m on m.id = $1 where a.op = 'create' and a."rowId" is not null order by 3, 4, 5
        on conflict (crm, pm, pair, side, row_id) do update set at = now(), mapping = excluded.mapping
        where k.mapping = excluded.mapping or not ${stillMakes('k')}
        returning pair, side, row_id)
      insert into intent (id, mapping, key, link, pair, side, op, row_id, create_key, before, sent, why, saw, pass)
      select i.id, $1, i.key, i.link, i.pair, i.side, i.op, i."rowId", i."createKey", i.before, i.sent, i.why, i.saw, $2
      from asked i where i.op <> 'create' or i."rowId" is null or exists (
        select 1 from makes k where k.pair = i.pair and k.side <> i.side and k.row_id = i."rowId")
      returning id`,
    values: [mapping, token, JSON.stringify(intents), intents.map(intent => intent.key)],
  })
  return new Set(recorded.rows.map(row => row.id))
}

/** Intents left behind on these keys, oldest first: by a worker that died, or by an answer that never came. */
export async function openIntents(db: Db, mapping: number, keys: readonly string[]): Promise<OpenIntent[]> {
  const open = await db.query<OpenIntent>({
    name: 'open-intents',
    text: `
      select id, key, link, pair, side, op, row_id as "rowId", create_key as "createKey", before, sent, why, saw, pass, made,
        (extract(epoch from now() - at) * 1000)::float8 as "ageMs"
      from intent where mapping = $1 and key = any($2) order by at, id`,
    values: [mapping, keys],
  })
  return open.rows
}

export interface MadeRow {
  readonly createKey: string
  readonly id: string
}

/** What unsettled creates are known to have made. What was said first stands: a clone carries the same key. */
export async function noteMade(tx: Db, rows: readonly MadeRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    name: 'note-made',
    text: `
      with held as (
        select i.id, m.id as made from intent i
        join jsonb_to_recordset($1::jsonb) as m("createKey" text, id text) on i.create_key = m."createKey"
        where i.op = 'create' and i.made is null order by i.id for update of i)
      update intent i set made = held.made from held where i.id = held.id`,
    values: [JSON.stringify(rows)],
  })
}

export async function closeIntents(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query({
    name: 'close-intents',
    text: 'delete from intent where id = any($1::uuid[])',
    values: [ids],
  })
}

/** Of these create keys, those whose create has not been settled yet. */
export async function unsettledCreates(db: Db, createKeys: readonly string[]): Promise<Set<string>> {
  if (createKeys.length === 0) return new Set()
  const open = await db.query<{ create_key: string }>(
    `select create_key from intent where op = 'create' and create_key = any($1)`,
    [createKeys],
  )
  return new Set(open.rows.map(row => row.create_key))
}

/** Whether a create of such a row has not been settled yet. */
export async function isMaking(db: Db, connection: number, entity: string): Promise<boolean> {
  const making = await db.query({
    name: 'is-making',
    text: `
      select from intent i join mapping_entity e on e.mapping = i.mapping and e.pair = i.pair and e.side = i.side
      where e.connection = $1 and e.entity = $2 and i.op = 'create' limit 1`,
    values: [connection, entity],
  })
  return making.rowCount !== 0
}
