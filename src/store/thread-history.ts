import type { ThreadStart } from '../core/comments/is-history.ts'
import type { Side } from '../core/value.ts'
import type { Db } from './database.ts'

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** By side and task, as `crm 17`. */
export async function historyOf(
  db: Db,
  mapping: number,
  tasks: readonly { readonly side: Side; readonly id: string }[],
): Promise<ReadonlyMap<string, ThreadStart>> {
  if (tasks.length === 0) return new Map()
  const found = await db.query<ThreadStart & { name: string }>({
    name: 'thread-history',
    text: `
      with asked as (select distinct * from unnest($2::text[], $3::text[]) as a(side, id)),
      links as (
        select 'crm ' || a.id as name, l.created_at from link l join asked a on a.side = 'crm' and l.crm_id = a.id
        where l.mapping = $1 and l.pair = 'tasks'
        union all
        select 'pm ' || a.id, l.created_at from link l join asked a on a.side = 'pm' and l.pm_id = a.id
        where l.mapping = $1 and l.pair = 'tasks')
      select k.name, ${iso('k.created_at')} as linked, ${iso('coalesce(m.on_since, now())')} as "on"
      from links k, mapping m where m.id = $1`,
    values: [mapping, tasks.map(task => task.side), tasks.map(task => task.id)],
  })
  return new Map(found.rows.map(({ name, ...history }) => [name, history]))
}
