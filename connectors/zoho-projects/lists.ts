import { z } from 'zod'
import { type Row, type Session, unreadRow, VendorError } from '#spi'
import * as api from './api.ts'
import { type Listed, list, type Strange } from './client.ts'
import { commentRowId, type TaskPlace, taskRowId } from './ids.ts'
import type { Route } from './routes.ts'
import { clientRow, contactRow, projectRow, taskRow, userRow } from './translate.ts'

export interface Where {
  readonly page: number
  /** The project whose tasks are meant; absent for the whole portal. */
  readonly within?: string | undefined
  readonly sortBy?: string
}

/** One page of an entity's rows. */
export function rowsPage(session: Session, entity: string, where: Where): Promise<Listed<Row>> {
  if (entity === 'task') return tasksPage(session, where)
  if (entity === 'project')
    return rows(session, 'GET /projects', api.project, where, item => liveProject(item, session))
  if (entity === 'client') return rows(session, 'GET /clients', api.client, where, clientRow)
  if (entity === 'contact') return rows(session, 'GET /contacts', api.contact, where, contactRow)
  if (entity === 'user') return rows(session, 'GET /users', api.person, where, userRow)
  throw new Error(`Zoho Projects has no "${entity}"`)
}

/** Templates are projects too, and nobody's work. */
function liveProject(item: api.Project, session: Session): Row | null {
  return item.project_type === 'template' ? null : projectRow(item, session)
}

/** Our own code for a list of tasks that cannot be used. */
export const withoutProject = 'zoho-projects/task-without-project'

/** The portal's task list may leave the project out, and without it a task cannot be addressed. */
async function tasksPage(session: Session, where: Where): Promise<Listed<Row>> {
  const { within } = where
  const toRow = (item: api.Task): Row => {
    const row = taskRow(item, session, within)
    if (row) return row
    const message = `Task ${item.id} came without its project`
    throw new VendorError({ kind: 'unexpected', code: withoutProject, message }, null)
  }
  if (within === undefined) return rows(session, 'GET /tasks', api.task, where, toRow)
  return rows(session, 'GET /projects/{id}/tasks', api.task, where, toRow)
}

async function rows<S extends z.ZodType>(
  session: Session,
  route: Route,
  schema: S,
  { page, within, sortBy }: Where,
  toRow: (item: z.infer<S>) => Row | null,
): Promise<Listed<Row>> {
  const ids = within === undefined ? [] : [within]
  const query = sortBy === undefined ? {} : { sort_by: sortBy }
  const { items, strange, more } = await list(session, route, schema, { page, ids, query })
  const unread = strange.map(one => strangeRow(one, route, within))
  return { items: [...items.flatMap(item => toRow(item) ?? []), ...unread], strange: [], more }
}

const named = z.looseObject({ id: api.id, project: z.looseObject({ id: api.id }).nullish().catch(null) })

/** An item in an unknown shape is named, and stops nobody else. Without an id it cannot be: its list fails. */
function strangeRow({ item, why }: Strange, route: Route, within: string | undefined): Row {
  const parsed = named.safeParse(item)
  const project = parsed.data?.project?.id ?? within
  if (!parsed.success || (isOfTasks(route) && project === undefined))
    throw new VendorError({ kind: 'unexpected', message: why }, null)
  return unreadRow(isOfTasks(route) ? taskRowId(project ?? '', parsed.data.id) : parsed.data.id, why)
}

/** The same for a comment. */
export function strangeComment({ item, why }: Strange, place: TaskPlace): Row {
  const parsed = named.safeParse(item)
  if (!parsed.success) throw new VendorError({ kind: 'unexpected', message: why }, null)
  return unreadRow(commentRowId(place, parsed.data.id), why)
}

function isOfTasks(route: Route): boolean {
  return route === 'GET /tasks' || route === 'GET /projects/{id}/tasks'
}

/** Walks a list from its first page until the visitor has had enough, the list ends, or `most` pages were read. */
export async function walk<T>(
  most: number,
  pageOf: (page: number) => Promise<Listed<T>>,
  enough: (items: readonly T[]) => boolean,
): Promise<readonly T[]> {
  const seen: T[] = []
  for (let page = 1; page <= most; page += 1) {
    const { items, more } = await pageOf(page)
    seen.push(...items)
    if (!more || items.length === 0 || enough(seen)) break
  }
  return seen
}
