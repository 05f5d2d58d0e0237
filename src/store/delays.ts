import type { Db } from './database.ts'

const keptDays = 14

export interface Delay {
  readonly own: number
  readonly vendor: number
}

/** Counts these delays, in buckets. */
export async function noteDelays(db: Db, mapping: number, delays: readonly Delay[]): Promise<void> {
  await db.query({
    name: 'note-delays',
    text: `
      with done as (
        select own, vendor from jsonb_to_recordset($2::jsonb) as j(own int, vendor int)),
      old as (delete from delay where minute < now() - interval '${keptDays} days')
      insert into delay as d (mapping, minute, part, bucket, keys)
      select $1, date_trunc('minute', now()), part, bucket, count(*)
      from (select 'own' as part, own as bucket from done union all select 'vendor', vendor from done) parts
      group by part, bucket order by part, bucket
      on conflict (mapping, minute, part, bucket) do update set keys = d.keys + excluded.keys`,
    values: [mapping, JSON.stringify(delays)],
  })
}

export interface DelayCount {
  /** The start of the span, ISO 8601 in UTC. */
  readonly at: string
  readonly part: 'own' | 'vendor'
  readonly bucket: number
  readonly count: number
}

/** What was counted in the last hours, by spans of so many minutes; of all mappings together. */
export async function delayCounts(db: Db, hours: number, spanMinutes: number): Promise<DelayCount[]> {
  const found = await db.query<DelayCount>({
    name: 'delay-counts',
    text: `
      select to_char(date_bin($2 * interval '1 minute', minute, 'epoch') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
        part, bucket, sum(keys)::int as count
      from delay where minute > now() - $1 * interval '1 hour' group by 1, 2, 3 order by 1, 2, 3`,
    values: [hours, spanMinutes],
  })
  return found.rows
}
