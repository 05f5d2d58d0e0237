import type { Value } from '../core/value.ts'
import type { Db } from './database.ts'

/** What the journal keeps of a value that was written to the project tool, given to a new row there, or refused. */
export interface RecordedChange {
  readonly entry: string
  readonly key: string
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly became: 'written' | 'made' | 'refused'
  /** Of a row that was made by the project tool's own names, else by the CRM's. */
  readonly field: string
  readonly before: Value
  readonly value: Value
  /** The vendor's id of whoever typed it; null: nobody knows. */
  readonly by: string | null
}

const toPm = `((j.kind = 'wrote' and j.data->>'side' = 'pm') or (j.kind = 'created' and j.data->>'on' = 'pm')
  or (j.kind = 'refused' and j.data->>'to' = 'pm'))`

/** The changes of these keys in the last days, the newest of each field and value. */
export async function changesOf(
  db: Db,
  mapping: number,
  keys: readonly string[],
  days: number,
): Promise<RecordedChange[]> {
  if (keys.length === 0) return []
  const found = await db.query<RecordedChange>({
    name: 'changes-of',
    text: `
      select distinct on (j.key, f.field, f.value) j.id as entry, j.key,
        to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
        case j.kind when 'wrote' then 'written' when 'created' then 'made' else 'refused' end as became,
        f.field, coalesce(f.before, 'null') as before, coalesce(f.value, 'null') as value, j.data->'source'->>'by' as by
      from journal j, lateral (
        select e->>'field' as field, e->'before' as before, e->'sent' as value
          from jsonb_array_elements(case j.kind when 'wrote' then j.data->'fields' else '[]' end) e
        union all select s.key, null, s.value from jsonb_each(case j.kind when 'created' then j.data->'sent' else '{}' end) s
        union all select j.data->>'field', null, j.data->'value' where j.kind = 'refused') f
      where j.mapping = $1 and j.key = any($2) and j.at > now() - $3 * interval '1 day' and ${toPm}
      order by j.key, f.field, f.value, j.id desc`,
    values: [mapping, keys, days],
  })
  return found.rows
}

/** How many entries of the last days are about tasks that are linked no longer. */
export async function changesWithoutLink(db: Db, mapping: number, days: number): Promise<number> {
  const found = await db.query<{ entries: number }>({
    name: 'changes-without-link',
    text: `
      select count(*)::int as entries from journal j
      where j.mapping = $1 and j.pair = 'tasks' and j.at > now() - $2 * interval '1 day' and ${toPm}
        and not exists (select 1 from link l where l.mapping = $1 and l.pair = 'tasks'
          and (j.key = 'link:' || l.id or (j.kind = 'created' and l.pm_id = j.data->>'row')))`,
    values: [mapping, days],
  })
  return found.rows[0]?.entries ?? 0
}
