import { rejected, type Session, VendorError } from '#spi'
import * as api from './api.ts'
import { list } from './client.ts'
import { statusesIn } from './facts.ts'
import { isId } from './ids.ts'
import { walk } from './lists.ts'
import { isRefusal } from './read.ts'

interface Named {
  readonly id: string
  readonly name?: string | null | undefined
}

/** Only one match counts: with two of a name nobody can say which was meant. */
function only(entries: readonly Named[], name: string): string | null {
  const ids = new Set(entries.filter(entry => entry.name === name).map(entry => entry.id))
  const [id] = ids
  return ids.size === 1 && id !== undefined ? id : null
}

/** The failure of a name that stands for nothing here. */
export function unknownName(field: string, name: string): VendorError {
  return new VendorError(
    { kind: 'rejected', field, message: `Zoho Projects knows no ${field} called "${name}"` },
    null,
  )
}

/**
 * The id of a task status by its name. Statuses belong to layouts and no call lists those of a project, so: the
 * one the task has, the portal's list of the last check, the project's own tasks, the portal's list of now.
 */
export async function statusId(
  session: Session,
  project: string,
  name: string,
  present: api.Status | null | undefined,
): Promise<string> {
  if (present?.name === name) return present.id
  const known = only(statusesIn(session.facts), name)
  if (known) return known
  const used = await statusesOfTasks(session, project)
  const found = only(used, name) ?? only(await globalStatuses(session), name)
  if (found) return found
  throw unknownName('status', name)
}

/** The statuses that the newest tasks of a project, or of the portal, stand in. */
export async function statusesOfTasks(session: Session, project?: string): Promise<readonly Named[]> {
  const query = { sort_by: 'DESC(last_modified_time)' }
  const { items } =
    project === undefined
      ? await list(session, 'GET /tasks', api.task, { query })
      : await list(session, 'GET /projects/{id}/tasks', api.task, { ids: [project], query })
  return items.flatMap(task => task.status ?? [])
}

/** The portal's statuses, or none where the call is refused (projects.zoho.com/api-docs, "Get Global Statuses"). */
export async function globalStatuses(session: Session): Promise<readonly Named[]> {
  try {
    const ask = { query: { module: 'tasks' } }
    return (await list(session, 'GET /settings/global-statuses', api.entry, ask)).items
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return []
    throw error
  }
}

/** The id of a task list by its name in a project; an id is taken as it is. */
export async function tasklistId(session: Session, project: string, name: string): Promise<string> {
  if (isId(name)) return name
  const pageOf = (page: number) =>
    list(session, 'GET /projects/{id}/tasklists', api.entry, { ids: [project], page })
  const lists = await walk(5, pageOf, seen => only(seen, name) !== null)
  return found('tasklist', name, only(lists, name))
}

/** The id of one of the portal's tags by its name (projects.zoho.com/api-docs, "Get Tags"). */
export async function tagId(session: Session, name: string): Promise<string> {
  const pageOf = (page: number) => list(session, 'GET /tags', api.entry, { page })
  return found('tags', name, only(await walk(5, pageOf, () => false), name))
}

/** The id of a project group by its name; an id is taken as it is. */
export async function groupId(session: Session, name: string): Promise<string> {
  if (isId(name)) return name
  return found('group', name, only(await groups(session), name))
}

function groups(session: Session): Promise<readonly Named[]> {
  return walk(
    5,
    page => list(session, 'GET /projectgroups', api.entry, { page }),
    () => false,
  )
}

/** The id of a project template by its name; an id is taken as it is. Only templates count, never a project. */
export async function templateId(session: Session, name: string): Promise<string> {
  if (isId(name)) return name
  const all = await templates(session)
  if (all.length === 0) throw rejected(unlisted(name), 'template')
  return found('template', name, only(all, name))
}

const unlisted = (name: string) =>
  `This portal of Zoho Projects does not list its templates, so the mapping has to name the template by its id (the long number in its address), not "${name}"`

async function templates(session: Session): Promise<readonly Named[]> {
  const pageOf = (page: number) => list(session, 'GET /projects', api.project, { page })
  return (await walk(5, pageOf, () => false)).filter(project => project.project_type === 'template')
}

/** The names of the portal's templates. */
export async function templateNames(session: Session): Promise<readonly string[]> {
  return (await templates(session)).flatMap(template => template.name ?? [])
}

/** The names of the portal's project groups, or none where the call is refused. */
export async function groupNames(session: Session): Promise<readonly string[]> {
  try {
    return (await groups(session)).flatMap(group => group.name ?? [])
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return []
    throw error
  }
}

function found(field: string, name: string, id: string | null): string {
  if (id === null) throw unknownName(field, name)
  return id
}
