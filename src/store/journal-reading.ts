import type { PairName } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { JournalKind } from './journal.ts'

/** An entry of the journal as it is read. */
export interface JournalRow {
  readonly id: string
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly mapping: string | null
  readonly mappingId: number | null
  readonly pair: PairName | null
  readonly key: string | null
  readonly kind: JournalKind
  /** The pass that wrote it; null: a person's asking, or from before passes were noted. */
  readonly pass: string | null
  readonly data: unknown
}

/** Null: whatever it is. */
export interface JournalFilter {
  readonly mapping: number | null
  readonly pair: PairName | null
  readonly kind: string | null
  readonly keys: readonly string[] | null
  readonly record: { readonly side: Side; readonly row: string } | null
  /** The person who asked. */
  readonly by: string | null
  readonly pass: string | null
  /** What became of this entry that was to be put back. */
  readonly of: string | null
  /** ISO 8601; from then on, and before then. */
  readonly from: string | null
  readonly until: string | null
}

const columns = `j.id, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, m.name as mapping,
  j.mapping as "mappingId", j.pair, j.key, j.kind, j.pass, j.data`

/** One page of entries, newest or oldest first, beyond the entry `after`. */
export async function listJournal(
  db: Db,
  filter: JournalFilter,
  order: 'newest' | 'oldest',
  after: string | null,
  most: number,
): Promise<JournalRow[]> {
  const values: unknown[] = []
  const value = (one: unknown) => `$${values.push(one)}`
  const { keys, record } = filter
  const tests: readonly [unknown, () => string][] = [
    [filter.mapping, () => `j.mapping = ${value(filter.mapping)}`],
    [filter.pair, () => `j.pair = ${value(filter.pair)}`],
    [filter.kind, () => `j.kind = ${value(filter.kind)}`],
    [keys, () => aboutRecord(keys ?? [], record, filter.mapping, value)],
    [filter.by, () => `j.data ? 'by' and j.data->>'by' = ${value(filter.by)}`],
    [filter.pass, () => `j.pass = ${value(filter.pass)}`],
    [filter.of, () => `j.data ? 'of' and j.data->>'of' = ${value(filter.of)}`],
    [filter.from, () => `j.at >= ${value(filter.from)}`],
    [filter.until, () => `j.at < ${value(filter.until)}`],
    [after, () => `j.id ${order === 'newest' ? '<' : '>'} ${value(after)}`],
  ]
  const where = tests.flatMap(([asked, test]) => (asked === null ? [] : [test()]))
  const found = await db.query<JournalRow>(
    `select ${columns} from journal j left join mapping m on m.id = j.mapping
     ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by j.id ${order === 'newest' ? 'desc' : 'asc'} limit ${value(most)}`,
    values,
  )
  return found.rows
}

/** Their numbers first: a record has few entries, and looking for them from the newest on would read the whole journal. */
function aboutRecord(
  keys: readonly string[],
  record: JournalFilter['record'],
  mapping: number | null,
  value: (one: unknown) => string,
): string {
  const ofMapping = mapping === null ? '' : `mapping = ${value(mapping)} and `
  const byKey = `select id from journal where ${ofMapping}key = any(${value(keys)})`
  if (!record) return `j.id = any(array(${byKey}))`
  const byRow = `select id from journal where data ? 'row' and data->>'row' = ${value(record.row)}
    and coalesce(data->>'side', data->>'on') = ${value(record.side)}`
  return `j.id = any(array(${byKey} union ${byRow}))`
}

/** What was written last about any of these keys, newest first. */
export async function newestEntries(
  db: Db,
  mapping: number,
  keys: readonly string[],
  most: number,
): Promise<JournalRow[]> {
  const found = await db.query<JournalRow>({
    name: 'newest-entries',
    text: `select ${columns} from journal j left join mapping m on m.id = j.mapping
           where j.id = any(array(select e.id from unnest($2::text[]) as k(key)
             cross join lateral (select id from journal where mapping = $1 and key = k.key order by id desc limit $3) e))
           order by j.id desc limit $3`,
    values: [mapping, keys, most],
  })
  return found.rows
}

/** These entries, oldest first. */
export async function journalEntries(db: Db, ids: readonly string[]): Promise<JournalRow[]> {
  const found = await db.query<JournalRow>(
    `select ${columns} from journal j left join mapping m on m.id = j.mapping
     where j.id = any($1::bigint[]) order by j.id`,
    [ids],
  )
  return found.rows
}

/** The writes of one pass, oldest first; of one that died, also what was settled for it. */
export async function writesOfPass(db: Db, pass: string): Promise<JournalRow[]> {
  const found = await db.query<JournalRow>(
    `select ${columns} from journal j left join mapping m on m.id = j.mapping
     where j.pass = $1 and j.kind in ('wrote', 'settled', 'created') order by j.id`,
    [pass],
  )
  return found.rows
}

/** The version a row showed after the last write of ours that the journal knows. */
export async function lastVersion(
  db: Db,
  mapping: number,
  of: { readonly side: Side; readonly row: string },
): Promise<string | null> {
  const found = await db.query<{ version: string | null }>(
    `select data->>'version' as version from journal where data ? 'row' and data->>'row' = $2 and mapping = $1
     and kind in ('wrote', 'created') and coalesce(data->>'side', data->>'on') = $3 order by id desc limit 1`,
    [mapping, of.row, of.side],
  )
  return found.rows[0]?.version ?? null
}
