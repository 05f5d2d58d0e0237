import type { PairName } from '../core/policy.ts'
import type { RuleTrial } from '../core/rule-trial.ts'
import type { Db } from './database.ts'
import type { Preview, PreviewLine } from './previews.ts'
import { utc } from './utc.ts'

/** How many rows were read so far, by side and entity. */
export async function previewProgress(db: Db, preview: string): Promise<Readonly<Record<string, number>>> {
  const found = await db.query<{ name: string; rows: number }>(
    `select side || ' ' || entity as name, count(*)::int as rows from preview_row where preview = $1
     group by 1 order by 1`,
    [preview],
  )
  return Object.fromEntries(found.rows.map(row => [row.name, row.rows]))
}

/** What its rules say to the changes of the last days; null: that was not tried, or not yet. */
export async function previewTrial(db: Db, preview: string): Promise<RuleTrial | null> {
  const found = await db.query<{ trial: RuleTrial | null }>('select trial from preview where id = $1', [
    preview,
  ])
  return found.rows[0]?.trial ?? null
}

export interface RecentPreview extends Pick<Preview, 'name' | 'state' | 'by' | 'applies' | 'outcome'> {
  readonly preview: string
  /** When it was begun, ISO 8601 in UTC. */
  readonly at: string
}

/** The newest first. */
export async function recentPreviews(db: Db, most: number): Promise<RecentPreview[]> {
  const found = await db.query<RecentPreview>(
    `select id as preview, name, state, by, applies, outcome, ${utc('at')} as at from preview order by id desc limit $1`,
    [most],
  )
  return found.rows
}

export interface PreviewCount {
  readonly pair: PairName
  readonly verdict: string
  readonly keys: number
}

/** Counted when it was done. */
export async function previewCounts(db: Db, preview: string): Promise<readonly PreviewCount[]> {
  const found = await db.query<{ counts: readonly PreviewCount[] | null }>(
    'select counts from preview where id = $1',
    [preview],
  )
  return found.rows[0]?.counts ?? []
}

export type ShownLine = PreviewLine & { readonly id: string }

/** What would happen, key by key; of those that rest there is nothing to show. */
export async function previewLines(
  db: Db,
  preview: string,
  filter: { readonly pair: string | null; readonly verdict: string | null; readonly after: string | null },
  most: number,
): Promise<ShownLine[]> {
  const found = await db.query<ShownLine>(
    `select id, pair, key, verdict, digest, line from preview_line
     where preview = $1 and line is not null and ($2::text is null or pair = $2)
     and ($3::text is null or verdict = $3) and ($4::bigint is null or id > $4) order by id limit $5`,
    [preview, filter.pair, filter.verdict, filter.after, most],
  )
  return found.rows
}

export interface PreviewDifference {
  readonly key: string
  readonly pair: PairName
  /** What the two say; null: nothing of this key. */
  readonly before: string | null
  readonly now: string | null
  /** What would have happened, and would now, with both values and the reasons; null: nothing to show. */
  readonly lines: { readonly before: PreviewLine['line']; readonly now: PreviewLine['line'] }
}

/** Keys of which two previews do not say the same. */
export async function previewDifferences(
  db: Db,
  before: string,
  now: string,
  most: number,
): Promise<PreviewDifference[]> {
  const found = await db.query<PreviewDifference>(
    `select key, coalesce(n.pair, b.pair) as pair, b.verdict as before, n.verdict as now,
       jsonb_build_object('before', b.line, 'now', n.line) as lines
     from (select * from preview_line where preview = $1) b
     full join (select * from preview_line where preview = $2) n using (key)
     where b.digest is distinct from n.digest order by key limit $3`,
    [before, now, most],
  )
  return found.rows
}

/** Why the last step of one failed, if it did. */
export async function previewError(db: Db, preview: string): Promise<string | null> {
  const found = await db.query<{ error: string | null }>(
    `select last_error as error from chore where kind = 'preview' and entity = $1`,
    [preview],
  )
  return found.rows[0]?.error ?? null
}
