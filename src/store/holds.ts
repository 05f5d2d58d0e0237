import type { Choice } from '../core/decision.ts'
import type { PairName } from '../core/policy.ts'
import type { Question } from '../core/question.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import { isQuestion } from './questions.ts'

/** A row that a question is about, as a person knows it. */
export interface NamedRow {
  readonly id: string
  readonly name: string | null
  readonly url: string | null
}

/** A question for a person about one key, or about one field of it. */
export interface Hold {
  readonly key: string
  readonly field: string
  readonly code: string
  readonly detail: string
  readonly pair?: PairName
  /** Absent: there is nothing to answer; it closes by itself. */
  readonly question?: Question | undefined
  readonly shown?: Partial<Record<Side, NamedRow>>
}

/** Opens the holds a pass found on these keys and closes those it no longer found. Answers where a new one is (`heldAt`). */
export async function replaceHolds(
  tx: Db,
  mapping: number,
  keys: readonly string[],
  holds: readonly Hold[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  await tx.query({
    name: 'close-holds',
    text: `
      update hold set closed_at = now() where mapping = $1 and key = any($2) and closed_at is null
      and (key, field, code) not in (select * from unnest($3::text[], $4::text[], $5::text[]))`,
    values: [
      mapping,
      keys,
      holds.map(hold => hold.key),
      holds.map(hold => hold.field),
      holds.map(hold => hold.code),
    ],
  })
  if (holds.length === 0) return new Set()
  const open = await tx.query<{ key: string; field: string; isNew: boolean }>({
    name: 'open-holds',
    text: `insert into hold (mapping, key, field, code, detail, pair, question, shown)
           select $1, key, field, code, detail, pair, question, shown from jsonb_to_recordset($2::jsonb)
             as h(key text, field text, code text, detail text, pair text, question jsonb, shown jsonb)
           on conflict (mapping, key, field) where closed_at is null
           do update set detail = excluded.detail, question = excluded.question, shown = excluded.shown
           returning key, field, xmax = 0 as "isNew"`,
    values: [mapping, JSON.stringify(holds)],
  })
  return new Set(open.rows.flatMap(hold => (hold.isNew ? [heldAt(hold.key, hold.field)] : [])))
}

/** Closes what is open about pairs that a mapping has no longer. */
export async function closeHoldsBut(tx: Db, mapping: number, pairs: readonly PairName[]): Promise<void> {
  await tx.query(
    'update hold set closed_at = now() where mapping = $1 and closed_at is null and pair <> all($2)',
    [mapping, pairs],
  )
}

/** The key and the field that a question is about; without a field it is about the whole record. */
export function heldAt(key: string, field: string): string {
  return `${key} ${field}`
}

/** A hold as a person sees it. */
export interface OpenHold extends Required<Omit<Hold, 'pair' | 'question' | 'shown'>> {
  readonly id: string
  readonly mapping: string
  readonly mappingId: number
  readonly pair: PairName | null
  readonly question: Question | null
  readonly shown: Partial<Record<Side, NamedRow>>
  /** Since when it has been waiting, ISO 8601 in UTC. */
  readonly since: string
  /** What somebody answered, until a pass has taken it. */
  readonly answer: Choice | null
}

const openHolds = `
  select h.id, m.name as mapping, m.id as "mappingId", h.pair, h.key, h.field, h.code, h.detail, h.question,
    coalesce(h.shown, '{}') as shown,
    to_char(h.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since, d.choice as answer
  from hold h join mapping m on m.id = h.mapping
  left join decision d on d.mapping = h.mapping and d.key = h.key and d.field = h.field
  where h.closed_at is null`

export interface HoldFilter {
  readonly mapping: number | null
  readonly pair: PairName | null
  /** Null: every kind of question; what waits for another row is none. */
  readonly code: string | null
  /** Only later holds than this one; null: from the first on. */
  readonly after: string | null
}

/** Open holds, the longest waiting first. */
export async function listHolds(db: Db, filter: HoldFilter, most: number): Promise<OpenHold[]> {
  const { mapping, pair, code, after } = filter
  const found = await db.query<OpenHold>(
    `${openHolds} and ($1::int is null or h.mapping = $1) and ($2::text is null or h.pair = $2)
     and ($3::text is null or h.code = $3) and (h.code = 'hold/waits' and $3::text is not null or ${isQuestion}) and ($4::bigint is null or h.id > $4) order by h.id limit $5`,
    [mapping, pair, code, after, most],
  )
  return found.rows
}

/** What is open on one of these keys, the longest waiting first. */
export async function holdsOfKeys(db: Db, mapping: number, keys: readonly string[]): Promise<OpenHold[]> {
  const found = await db.query<OpenHold>(
    `${openHolds} and h.mapping = $1 and h.key = any($2) order by h.id`,
    [mapping, keys],
  )
  return found.rows
}

/** These holds, as far as they are open; locked, so that none closes while it is being answered. */
export async function holdsForAnswer(tx: Db, ids: readonly string[]): Promise<OpenHold[]> {
  const found = await tx.query<OpenHold>(
    `${openHolds} and h.id = any($1::bigint[]) order by h.id for update of h`,
    [ids],
  )
  return found.rows
}

/** What is open on these keys as a whole. */
export async function openHoldsOf(db: Db, mapping: number, keys: readonly string[]): Promise<Hold[]> {
  if (keys.length === 0) return []
  const found = await db.query<Hold>({
    name: 'open-holds-of',
    text: `select key, field, code, detail, question from hold
           where mapping = $1 and key = any($2) and field = '' and closed_at is null`,
    values: [mapping, keys],
  })
  return found.rows
}
