import type { Reason } from '../core/matching/reason.ts'
import type { Side } from '../core/value.ts'
import type { ListSide } from './account-lists.ts'
import type { Db } from './database.ts'

/** How alike two rows are, and why. */
export interface Likeness {
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** One suggestion before and after; null: there was none, or there is none any more. */
export interface SuggestionChange {
  readonly crm: string
  readonly pm: string
  readonly before: Likeness | null
  readonly now: Likeness | null
}

/** Writes down what the run that is under way changed. What it changes twice is told from the first to the last. */
export async function noteChanges(
  tx: Db,
  mapping: number,
  changes: readonly SuggestionChange[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.query({
    name: 'note-match-changes',
    text: `
      insert into match_change as c (run, crm_id, pm_id, before, now)
      select r.id, f.crm, f.pm, nullif(f.before, 'null'), nullif(f.now, 'null')
      from match_run r, jsonb_to_recordset($2::jsonb) as f(crm text, pm text, before jsonb, now jsonb)
      where r.mapping = $1 and r.ended_at is null order by f.crm, f.pm
      on conflict (run, crm_id, pm_id) do update set now = excluded.now`,
    values: [mapping, JSON.stringify(changes)],
  })
}

export interface NamedChange extends Omit<SuggestionChange, 'crm' | 'pm'> {
  /** What the next page begins after. */
  readonly id: string
  readonly crm: { readonly id: string; readonly name: string | null }
  readonly pm: { readonly id: string; readonly name: string | null }
}

export interface ChangesAsk extends Readonly<Record<Side, ListSide>> {
  readonly mapping: number
  readonly after: string | null
  readonly limit: number
}

/** What the last run changed, by the accounts' names; only its changes are kept. */
export async function matchChanges(db: Db, ask: ChangesAsk): Promise<NamedChange[]> {
  const { crm, pm } = ask
  const found = await db.query<NamedChange>({
    name: 'match-changes',
    text: `
      select * from (
        select jsonb_build_array(coalesce(c.match_key, ''), h.crm_id, h.pm_id)::text collate "C" as id,
          jsonb_build_object('id', h.crm_id, 'name', c.fields->>$4) as crm,
          jsonb_build_object('id', h.pm_id, 'name', p.fields->>$7) as pm, h.before, h.now
        from match_change h
        left join sighting c on c.connection = $2 and c.entity = $3 and c.row_id = h.crm_id
        left join sighting p on p.connection = $5 and p.entity = $6 and p.row_id = h.pm_id
        where h.run = (select max(id) from match_run where mapping = $1)
          and h.before is distinct from h.now) as changed
      where $8::text is null or id > $8 order by id limit $9`,
    values: [
      ask.mapping,
      ...[crm.connection, crm.entity, crm.name],
      ...[pm.connection, pm.entity, pm.name],
      ask.after,
      ask.limit,
    ],
  })
  return found.rows
}
