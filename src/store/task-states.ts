import type { TaskCounts } from '../core/tally.ts'
import type { Db } from './database.ts'

/** What a task last showed of itself. `due` is a calendar day. */
export interface TaskState {
  readonly connection: number
  readonly entity: string
  readonly id: string
  readonly project: string
  readonly due: string | null
  readonly isClosed: boolean
}

/** Answers the projects that these tasks belong to now or belonged to before, where something changed. */
export async function recordTaskStates(tx: Db, states: readonly TaskState[]): Promise<string[]> {
  if (states.length === 0) return []
  const last = new Map(states.map(one => [`${one.connection} ${one.entity} ${one.id}`, one]))
  const changed = await tx.query<{ project: string }>({
    name: 'record-task-states',
    text: `
      with given as (
        select * from jsonb_to_recordset($1::jsonb)
          as s(connection int, entity text, id text, project text, due text, "isClosed" boolean)),
      before as (
        select t.project, t.due, t.is_closed, g.id, g.connection, g.entity from given g
        join task_state t on t.connection = g.connection and t.entity = g.entity and t.row_id = g.id),
      kept as (
        insert into task_state as t (connection, entity, row_id, project, due, is_closed)
        select connection, entity, id, project, due, "isClosed" from given order by connection, entity, id
        on conflict (connection, entity, row_id) do update
          set project = excluded.project, due = excluded.due, is_closed = excluded.is_closed
          where (t.project, t.due, t.is_closed) is distinct from (excluded.project, excluded.due, excluded.is_closed)
        returning t.connection, t.entity, t.row_id, t.project)
      select project from kept
      union
      select b.project from kept k join before b
        on b.connection = k.connection and b.entity = k.entity and b.id = k.row_id`,
    values: [JSON.stringify([...last.values()])],
  })
  return changed.rows.map(row => row.project)
}

/** Tasks that are gone count no more. Answers their projects. */
export async function forgetTaskStates(
  tx: Db,
  connection: number,
  entity: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const gone = await tx.query<{ project: string }>({
    name: 'forget-task-states',
    text: 'delete from task_state where connection = $1 and entity = $2 and row_id = any($3) returning project',
    values: [connection, entity, ids],
  })
  return gone.rows.map(row => row.project)
}

const counted = `
  count(*) filter (where not is_closed)::int as open, count(*) filter (where is_closed)::int as closed,
  count(*) filter (where not is_closed and due < $2)::int as overdue`

/** The counts of these projects, for a day. Projects without tasks are left out. */
export async function taskCounts(
  db: Db,
  connection: number,
  today: string,
  projects: readonly string[],
): Promise<Map<string, TaskCounts>> {
  if (projects.length === 0) return new Map()
  const found = await db.query<TaskCounts & { project: string }>({
    name: 'task-counts',
    text: `select project, ${counted} from task_state where connection = $1 and project = any($3) group by project`,
    values: [connection, today, projects],
  })
  return new Map(found.rows.map(({ project, ...counts }) => [project, counts]))
}

/** The projects that have a task whose due date passed in these days, the first one excluded. */
export async function projectsLateSince(
  db: Db,
  connection: number,
  days: { readonly after: string; readonly until: string },
): Promise<string[]> {
  const found = await db.query<{ project: string }>({
    name: 'projects-late-since',
    text: `select distinct project from task_state where connection = $1 and not is_closed and due >= $2 and due < $3`,
    values: [connection, days.after, days.until],
  })
  return found.rows.map(row => row.project)
}

/** The linked ones of the tasks that were counted in these projects, the newest link first, five hundred at the most. */
export async function linkedTasksIn(
  db: Db,
  mapping: number,
  connection: number,
  projects: readonly string[],
): Promise<{ readonly id: string; readonly title: string | null }[]> {
  if (projects.length === 0) return []
  const found = await db.query<{ id: string; title: string | null }>({
    name: 'linked-tasks-in',
    text: `select l.id, coalesce(l.pm_base->>'title', l.crm_base->>'title') as title from task_state t
           join link l on l.mapping = $1 and l.pair = 'tasks' and l.pm_id = t.row_id
           where t.connection = $2 and t.project = any($3) order by l.id desc limit 500`,
    values: [mapping, connection, projects],
  })
  return found.rows
}

export interface OverdueAsk {
  readonly mapping: number
  readonly connection: number
  /** A calendar day. */
  readonly today: string
  readonly projects: readonly string[]
}

/** Open tasks of these projects whose due date has passed, the latest first. */
export async function overdueTasks(db: Db, ask: OverdueAsk, most: number) {
  if (ask.projects.length === 0) return []
  const found = await db.query<{ task: string; title: string | null; project: string; due: string }>({
    name: 'overdue-tasks',
    text: `select t.row_id as task, coalesce(l.pm_base->>'title', s.fields->>'title') as title, t.project, t.due
           from task_state t
           left join link l on l.mapping = $1 and l.pair = 'tasks' and l.pm_id = t.row_id
           left join sighting s on s.connection = t.connection and s.entity = t.entity and s.row_id = t.row_id
           where t.connection = $2 and t.project = any($3) and not t.is_closed and t.due < $4
           order by t.due, t.row_id limit $5`,
    values: [ask.mapping, ask.connection, ask.projects, ask.today, most],
  })
  return found.rows
}
