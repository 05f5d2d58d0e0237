import type { Db } from './database.ts'
import { noteChanges, type SuggestionChange } from './match-changes.ts'

/** One comparing of all with all, and what it changed since the one before. */
export interface MatchRun {
  readonly id: string
  readonly by: string
  /** ISO 8601 in UTC; null: it is still under way. */
  readonly endedAt: string | null
  /** How many accounts of the CRM were compared. */
  readonly compared: number
  /** How many suggestions are new, otherwise than before, and gone. */
  readonly appeared: number
  readonly changed: number
  readonly vanished: number
}

const columns = `id, by, to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt", compared,
  appeared, changed, vanished`

export async function lastRun(db: Db, mapping: number): Promise<MatchRun | null> {
  const found = await db.query<MatchRun>({
    name: 'last-run',
    text: `select ${columns} from match_run where mapping = $1 order by id desc limit 1`,
    values: [mapping],
  })
  return found.rows[0] ?? null
}

/** Begins a run, from the start, and makes its chore due; one that was under way ends with it. */
export async function beginRun(
  tx: Db,
  mapping: { readonly id: number; readonly crm: number },
  by: string,
): Promise<void> {
  await tx.query('delete from match_run where mapping = $1 and ended_at is null', [mapping.id])
  // Only the last run's changes are of use to anybody.
  await tx.query('delete from match_change c using match_run r where r.id = c.run and r.mapping = $1', [
    mapping.id,
  ])
  await tx.query('insert into match_run (mapping, by) values ($1, $2)', [mapping.id, by])
  await tx.query(
    `insert into chore (connection, kind, entity) values ($1, 'match', $2)
     on conflict (connection, kind, entity) do update set due_at = now(), token = null, cursor = null`,
    [mapping.crm, String(mapping.id)],
  )
}

/** Adds what one page of a run changed. */
export async function noteRun(
  tx: Db,
  mapping: number,
  compared: number,
  changes: readonly SuggestionChange[],
  isLast: boolean,
): Promise<void> {
  await noteChanges(tx, mapping, changes)
  const [appeared, vanished] = [changes.filter(one => !one.before), changes.filter(one => !one.now)]
  const changed = changes.length - appeared.length - vanished.length
  await tx.query({
    name: 'note-run',
    text: `update match_run set compared = compared + $2, appeared = appeared + $3, changed = changed + $4,
             vanished = vanished + $5, ended_at = case when $6 then now() end
           where mapping = $1 and ended_at is null`,
    values: [mapping, compared, appeared.length, changed, vanished.length, isLast],
  })
}
