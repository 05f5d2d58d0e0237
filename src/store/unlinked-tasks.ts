import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'
import type { LinkedAsk } from './linked-tasks.ts'
import type { ListedTask } from './listed-task.ts'
import { prefixes, rare, rowsWith } from './title-words.ts'

export interface UnlinkedAsk extends LinkedAsk {
  readonly side: Side
  readonly connection: number
  readonly entity: string
}

export interface UnlinkedPage {
  readonly items: readonly ListedTask[]
  /** Null: there are no more. */
  readonly next: string | null
}

const title = `coalesce(s.fields->>'title', s.fields->>'name'`
const nothing: UnlinkedPage = { items: [], next: null }

/** Tasks of one side that have no counterpart, by id. A page may hold few where nearly all have one: it is read on. */
export async function unlinkedTasks(db: Db, ask: UnlinkedAsk): Promise<UnlinkedPage> {
  const words = prefixes(ask.search)
  if (words === '') return ask.search === '' ? nextOnes(db, ask, null) : nothing
  const found = await rowsNamed(db, ask, words)
  if (found === null) return nextOnes(db, ask, words)
  const items = await page(db, ask, null, 'and s.row_id = any($7::text[])', [found])
  return pageOf(items, ask.most, null)
}

/** Of the rows that come next by id, so many that it takes no time. */
async function nextOnes(db: Db, ask: UnlinkedAsk, words: string | null): Promise<UnlinkedPage> {
  const end = await db.query<{ id: string }>(
    `select row_id as id from sighting where connection = $1 and entity = $2 and row_id > $3
     order by row_id offset $4 limit 1`,
    [ask.connection, ask.entity, ask.after ?? '', (words === null ? rare : rare / 5) - 1],
  )
  const until = end.rows[0]?.id ?? null
  const test = words === null ? '' : `and title_words(${title}, '')) @@ to_tsquery('simple', $7)`
  return pageOf(await page(db, ask, until, test, words === null ? [] : [words]), ask.most, until)
}

function pageOf(found: readonly ListedTask[], most: number, until: string | null): UnlinkedPage {
  const items = found.slice(0, most - 1)
  return { items, next: found.length === most ? (items.at(-1)?.id ?? null) : until }
}

async function page(
  db: Db,
  ask: UnlinkedAsk,
  until: string | null,
  test: string,
  more: readonly unknown[],
): Promise<ListedTask[]> {
  const { mapping, side, connection, entity, after, most } = ask
  const found = await db.query<ListedTask>(
    `select s.row_id as id, ${title}) as title, w.row_id is not null as "isWished", 0 as refused,
       jsonb_build_object('crm', null, 'pm', null, '${side}', s.row_id) as ids,
       jsonb_build_object('crm', null, 'pm', null) as urls,
       (select count(*) from hold h where h.mapping = $1 and h.closed_at is null and h.code <> 'hold/waits'
         and h.key = 'new:tasks:${side}:' || s.row_id)::int as held
     from sighting s
     left join wish w on w.mapping = $1 and w.pair = 'tasks' and w.side = '${side}' and w.row_id = s.row_id
     where s.connection = $2 and s.entity = $3 and s.row_id > $4 and ($5::text is null or s.row_id <= $5)
     and not s.inactive ${test}
     and not exists (select 1 from link l where l.mapping = $1 and l.pair = 'tasks' and l.${side}_id = s.row_id)
     order by s.row_id limit $6`,
    [mapping, connection, entity, after ?? '', until, most, ...more],
  )
  return found.rows
}

function rowsNamed(db: Db, ask: UnlinkedAsk, words: string): Promise<string[] | null> {
  const { connection, entity, search } = ask
  const rows = 'select row_id as id from sighting s where connection = $1 and entity = $2'
  return rowsWith(
    db,
    {
      text: `${rows} and title_words(${title}, '')) @@ to_tsquery('simple', $3)`,
      values: [connection, entity, words],
    },
    { text: `${rows} and row_id = $3`, values: [connection, entity, search.trim()] },
  )
}
