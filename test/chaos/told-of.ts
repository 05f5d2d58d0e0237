import type { Db } from '../../src/store/database.ts'

const mostLines = 40

/** What Baton's own journal says of the rows that a fault names: for whoever looks into it. */
export async function toldOf(fault: string, db: Db): Promise<string[]> {
  const ids = (fault.match(/[\w/]+/g) ?? []).filter(word => /\d/.test(word) && word.length > 1)
  const found = await db.query<{ line: string }>(
    `select to_char(at, 'HH24:MI:SS.MS') || ' ' || coalesce(key, '-') || ' ' || kind || ' ' || left(data::text, 400) as line
     from journal where kind <> 'asked' and exists (
       select from unnest($1::text[]) as named(id) where data::text ~ ('\\m' || id || '\\M') or key ~ ('\\m' || id || '\\M'))
     order by id limit $2`,
    [ids, mostLines],
  )
  return found.rows.map(row => `journal: ${row.line}`)
}
