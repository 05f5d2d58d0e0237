import type { Decision } from '../core/decision.ts'
import type { Db } from './database.ts'

export interface StoredDecision extends NewDecision {
  /** Another one as soon as it is decided anew. */
  readonly id: string
}

export interface NewDecision extends Decision {
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
  const found = await db.query<StoredDecision>({
    name: 'decisions-of',
    text: 'select id, key, field, choice, about, by, of from decision where mapping = $1 and key = any($2)',
    values: [mapping, keys],
  })
  return found.rows
}

/** The newest decision about a field counts. */
export async function makeDecisions(
  tx: Db,
  mapping: number,
  decisions: readonly NewDecision[],
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
        by = excluded.by, of = excluded.of, at = now(), id = excluded.id`,
    values: [mapping, JSON.stringify(decisions)],
  })
}

/** Forgets what has been carried out, or is about something else by now; what was decided meanwhile stays. */
export async function endDecisions(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query({
    name: 'end-decisions',
    text: 'delete from decision where id = any($1::uuid[])',
    values: [ids],
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
