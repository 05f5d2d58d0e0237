import type { Db } from './database.ts'

/** Reading that is due or under way on a connection: changes, or everything. */
export interface UnderWay {
  readonly connection: string
  readonly entity: string
  readonly what: 'pull' | 'sweep'
  /** Why it did not work the last time; it is tried again. */
  readonly error: string | null
}

export async function readingUnderWay(
  db: Db,
  { crm, pm }: { readonly crm: number; readonly pm: number },
): Promise<UnderWay[]> {
  const found = await db.query<UnderWay>({
    name: 'reading-under-way',
    text: `
      select c.name as connection, h.entity, h.kind as what,
        case when c.state = 'paused' then 'The connection is paused: ' || coalesce(c.paused_why, '') else h.last_error end as error
      from chore h join connection c on c.id = h.connection
      where h.connection = any($1) and h.kind in ('pull', 'sweep')
        and (h.due_at <= now() or h.token is not null or h.cursor is not null or h.last_error is not null)
      order by 1, 2, 3`,
    values: [[crm, pm]],
  })
  return found.rows
}

/** Whether news waits to be sorted. */
export async function hasNews(db: Db): Promise<boolean> {
  const found = await db.query<{ any: boolean }>('select exists (select from signal) as any')
  return found.rows[0]?.any === true
}
