import type { Db } from './database.ts'
import type { ListedTask } from './listed-task.ts'
import { prefixes, rowsWith } from './title-words.ts'

export interface LinkedAsk {
  readonly mapping: number
  /** What was typed: beginnings of words of the title, or a whole id; empty: everything. */
  readonly search: string
  /** The link after which the page starts; null: the newest. */
  readonly after: string | null
  readonly most: number
}

/** Linked tasks, the newest link first. */
export async function linkedTasks(db: Db, ask: LinkedAsk): Promise<ListedTask[]> {
  const { mapping, search, after, most } = ask
  const words = prefixes(search)
  if (search !== '' && words === '') return []
  if (words === '') return page(db, [mapping, after, most], '')
  const found = await linksWith(db, mapping, words, search)
  return found === null
    ? page(db, [mapping, after, most, words], `and l.words @@ to_tsquery('simple', $4)`)
    : page(db, [mapping, after, most, found], 'and l.id = any($4::bigint[])')
}

async function page(db: Db, values: readonly unknown[], test: string): Promise<ListedTask[]> {
  const found = await db.query<ListedTask>(
    `select l.id, coalesce(crm_base->>'title', crm_base->>'name', pm_base->>'title', pm_base->>'name') as title,
       jsonb_build_object('crm', l.crm_id, 'pm', l.pm_id) as ids,
       jsonb_build_object('crm', l.crm_url, 'pm', l.pm_url) as urls, false as "isWished",
       (select count(*) from hold h where h.mapping = $1 and h.key = 'link:' || l.id and h.closed_at is null)::int as held,
       (select count(*) from episode e where e.link = l.id and e.ended_at is null)::int as refused
     from link l where l.mapping = $1 and l.pair = 'tasks' and ($2::bigint is null or l.id < $2) ${test}
     order by l.id desc limit $3`,
    [...values],
  )
  return found.rows
}

function linksWith(db: Db, mapping: number, words: string, search: string): Promise<string[] | null> {
  const tasks = `select id from link where mapping = $1 and pair = 'tasks'`
  return rowsWith(
    db,
    { text: `${tasks} and words @@ to_tsquery('simple', $2)`, values: [mapping, words] },
    {
      text: `${tasks} and crm_id = $2 union ${tasks} and pm_id = $2`,
      values: [mapping, search.trim()],
    },
  )
}
