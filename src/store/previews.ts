import type { PairName } from '../core/policy.ts'
import type { RuleTrial } from '../core/rule-trial.ts'
import type { Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Db } from './database.ts'

/** What a mapping would do, as far as it has been found out. */
export interface Preview {
  readonly id: string
  readonly name: string
  /** The mapping file's text. */
  readonly text: string
  readonly crm: number
  readonly pm: number
  readonly state: 'reading' | 'deciding' | 'done'
  readonly by: string
  /** The preview whose lines this one has to have, to be carried out; null: it only shows. */
  readonly applies: string | null
  readonly outcome: 'applied' | 'changed' | null
}

const columns = 'id, name, text, crm, pm, state, by, applies, outcome'
const keptDays = 30

/** Begins one, and forgets those that are older than anybody still looks at. */
export async function beginPreview(
  tx: Db,
  preview: Pick<Preview, 'name' | 'text' | 'crm' | 'pm'> & Partial<Pick<Preview, 'applies'>>,
  by: string,
): Promise<Preview> {
  await tx.query(`delete from preview where at < now() - ${keptDays} * interval '1 d'`)
  const begun = await tx.query<Preview>(
    `insert into preview (name, text, crm, pm, by, applies) values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [preview.name, preview.text, preview.crm, preview.pm, by, preview.applies ?? null],
  )
  return begun.rows[0] as Preview
}

export async function previewById(db: Db, id: string): Promise<Preview | null> {
  const found = await db.query<Preview>(`select ${columns} from preview where id = $1`, [id])
  return found.rows[0] ?? null
}

export async function previewState(tx: Db, id: string, state: Preview['state']): Promise<void> {
  await tx.query(
    `update preview set state = $2, done_at = case when $2 = 'done' then now() end where id = $1`,
    [id, state],
  )
}

export async function previewOutcome(
  tx: Db,
  id: string,
  outcome: NonNullable<Preview['outcome']>,
): Promise<void> {
  await tx.query('update preview set outcome = $2 where id = $1', [id, outcome])
}

/** A row that is read twice counts as it was last. */
export async function keepRows(
  tx: Db,
  preview: string,
  side: Side,
  entity: string,
  rows: readonly Row[],
): Promise<void> {
  const last = [...new Map(rows.map(row => [row.id, row])).values()]
  await tx.query(
    `insert into preview_row (preview, side, entity, row_id, shown)
     select $1, $2, $3, r->>'id', r from jsonb_array_elements($4::jsonb) as r
     on conflict (preview, side, entity, row_id) do update set shown = excluded.shown`,
    [preview, side, entity, JSON.stringify(last)],
  )
}

/** Rows of one entity in the order of their ids, beyond the one last known. */
export async function keptRows(
  db: Db,
  of: { readonly preview: string; readonly side: Side; readonly entity: string },
  after: string,
  most: number,
): Promise<Row[]> {
  const found = await db.query<{ shown: Row }>(
    `select shown from preview_row where preview = $1 and side = $2 and entity = $3
     and row_id > $4 order by row_id limit $5`,
    [of.preview, of.side, of.entity, after, most],
  )
  return found.rows.map(row => row.shown)
}

export async function keptRowsById(
  db: Db,
  of: { readonly preview: string; readonly side: Side; readonly entity: string },
  ids: readonly string[],
): Promise<Row[]> {
  const found = await db.query<{ shown: Row }>(
    'select shown from preview_row where preview = $1 and side = $2 and entity = $3 and row_id = any($4)',
    [of.preview, of.side, of.entity, ids],
  )
  return found.rows.map(row => row.shown)
}

/** Rows that name another one in this field. */
export async function keptRowsUnder(
  db: Db,
  of: { readonly preview: string; readonly side: Side; readonly entity: string },
  field: string,
  parent: string,
): Promise<Row[]> {
  const found = await db.query<{ shown: Row }>(
    `select shown from preview_row where preview = $1 and side = $2 and entity = $3 and shown->'fields'->>$4 = $5`,
    [of.preview, of.side, of.entity, field, parent],
  )
  return found.rows.map(row => row.shown)
}

/** Whoever works meanwhile comes first: a preview that has to wait for long fails, and is tried again later. */
export async function giveWay(tx: Db): Promise<void> {
  await tx.query(`set local lock_timeout = '5s'`)
}

/** What a preview has written so far is in no statistics, as nobody else sees it; without them links are looked up slowly. */
export async function learnSizes(tx: Db): Promise<void> {
  await tx.query('analyze link')
}

/** Both sides count as read all through, as they are once a mapping that was switched on has read them. */
export async function countAsPulled(tx: Db, connections: readonly number[]): Promise<void> {
  await tx.query(
    `update chore set done_once = true, done_at = now(), cursor = null where kind = 'pull' and connection = any($1)`,
    [connections],
  )
}

/** The links of a pair, beyond the one last known. */
export async function linkIdsAfter(
  db: Db,
  mapping: number,
  pair: PairName,
  after: string,
  most: number,
): Promise<string[]> {
  const found = await db.query<{ id: string }>(
    'select id from link where mapping = $1 and pair = $2 and id > $3 order by id limit $4',
    [mapping, pair, after, most],
  )
  return found.rows.map(row => row.id)
}

export interface PreviewLine {
  readonly pair: PairName
  readonly key: string
  readonly verdict: string
  readonly digest: string
  readonly line: Readonly<Record<string, unknown>> | null
}

export async function keepTrial(tx: Db, preview: string, trial: RuleTrial | null): Promise<void> {
  await tx.query('update preview set trial = $2 where id = $1', [preview, trial && JSON.stringify(trial)])
}

/** Some more of what would be done. */
export async function addLines(tx: Db, preview: string, lines: readonly PreviewLine[]): Promise<void> {
  await tx.query({
    name: 'add-lines',
    text: `
      insert into preview_line (preview, id, pair, key, verdict, digest, line)
      select $1, (select coalesce(max(id), 0) from preview_line where preview = $1) + row_number() over (), pair, key, verdict,
        digest, line
      from jsonb_to_recordset($2::jsonb) as l(pair text, key text, verdict text, digest text, line jsonb)`,
    values: [preview, JSON.stringify(lines)],
  })
}

export async function forgetLines(db: Db, preview: string): Promise<void> {
  await db.query('delete from preview_line where preview = $1', [preview])
}

/** Lines are counted once all are there; the rows that they came from are of no use any more. */
export async function endLines(tx: Db, preview: string): Promise<void> {
  await tx.query(
    `update preview set counts = coalesce((select jsonb_agg(jsonb_build_object('pair', pair, 'verdict', verdict, 'keys', keys)
       order by pair, verdict) from (select pair, verdict, count(*) as keys from preview_line where preview = $1
       group by pair, verdict) counted), '[]') where id = $1`,
    [preview],
  )
  await tx.query('delete from preview_row where preview = $1', [preview])
}
