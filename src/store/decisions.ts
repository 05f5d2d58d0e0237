import type { Choice, Decision } from '../core/decision.ts'
import type { Fields } from '../core/value.ts'
import type { Db } from './database.ts'

export interface StoredDecision extends Decision {
  readonly key: string
  /** `FieldRule.crm`; empty: about the key as a whole. */
  readonly field: string
  readonly by: string
  /** The journal's entry that is put back or undone; null: it answers a question. */
  readonly of: string | null
}

/** What people decided about these keys and the passes to come have not carried out. */
export async function decisionsOf(
  db: Db,
  mapping: number,
  keys: readonly string[],
): Promise<StoredDecision[]> {
  const found = await db.query<{
    key: string
    field: string
    choice: Choice
    about: Fields
    by: string
    of: string | null
  }>({
    name: 'decisions-of',
    text: 'select key, field, choice, about, by, of from decision where mapping = $1 and key = any($2)',
    values: [mapping, keys],
  })
  return found.rows
}

/** The newest decision about a field counts. */
export async function makeDecisions(
  tx: Db,
  mapping: number,
  decisions: readonly StoredDecision[],
): Promise<void> {
  if (decisions.length === 0) return
  await tx.query({
    name: 'make-decisions',
    text: `
      insert into decision (mapping, key, field, choice, about, by, of)
      select $1, key, field, choice, about, by, of from jsonb_to_recordset($2::jsonb)
        as d(key text, field text, choice jsonb, about jsonb, by text, of bigint)
      order by key, field
      on conflict (mapping, key, field) do update set choice = excluded.choice, about = excluded.about,
        by = excluded.by, of = excluded.of, at = now()`,
    values: [mapping, JSON.stringify(decisions)],
  })
}

/** Forgets what has been carried out, or is about something else by now. A row that is ignored stays so. */
export async function endDecisions(tx: Db, mapping: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'end-decisions',
    text: `delete from decision where mapping = $1 and key = any($2) and choice->>'is' <> 'ignore'`,
    values: [mapping, keys],
  })
}

/** Forgets what was decided about these fields alone. */
export async function endFieldDecisions(
  tx: Db,
  mapping: number,
  of: readonly { readonly key: string; readonly field: string }[],
): Promise<void> {
  if (of.length === 0) return
  await tx.query({
    name: 'end-field-decisions',
    text: `delete from decision where mapping = $1 and (key, field) in (select * from unnest($2::text[], $3::text[]))`,
    values: [mapping, of.map(one => one.key), of.map(one => one.field)],
  })
}

/** Rows that are ignored no longer: somebody asked for their counterparts, or they have them. */
export async function heedAgain(tx: Db, mapping: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'heed-again',
    text: `delete from decision where mapping = $1 and key = any($2) and choice->>'is' = 'ignore'`,
    values: [mapping, keys],
  })
}
