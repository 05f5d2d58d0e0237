import { dayIn, type Fields, fingerprint, instant, type Row, type Session } from '#spi'
import type { Client, Contact, Person, Project, Task } from './api.ts'
import { customValues } from './custom.ts'
import { customIn, zoneOf } from './facts.ts'
import { taskRowId } from './ids.ts'
import { hostsOf, readSettings } from './settings.ts'

type Context = Pick<Session, 'settings' | 'facts'>

/** A project as a row, without its client, which only another call tells. */
export function projectRow(project: Project, context: Context): Row {
  const zone = zoneOf(context.facts)
  const fields: Fields = {
    name: project.name ?? null,
    ...told('description', project.description),
    owner: idOf(project.owner),
    start: dayIn(zone, project.start_date),
    end: dayIn(zone, project.end_date),
    strict: project.is_strict_project ?? null,
    group: project.project_group?.name ?? null,
    status: project.status?.name ?? null,
    closed: project.status?.is_closed_type ?? project.is_completed ?? null,
    progress: project.percent_complete ?? null,
    openTasks: project.tasks?.open_count ?? null,
    closedTasks: project.tasks?.closed_count ?? null,
    ...customFields('project', project, context),
  }
  const changedAt = instant(project.last_modified_time ?? project.modified_time)
  const page = `#zp/projects/${project.id}/`
  return row(project.id, changedAt, project.updated_by, fields, { ...context, record: project, page })
}

/** A task as a row. `within` is the project whose list it came from; the portal's list must tell it itself. */
export function taskRow(task: Task, context: Context, within?: string): Row | null {
  const project = task.project?.id ?? within
  if (project === undefined) return null
  const parent = task.parental_info?.parent_task_id
  const fields: Fields = {
    title: task.name ?? null,
    ...told('description', task.description),
    dueDate: dayIn(zoneOf(context.facts), task.end_date),
    priority: task.priority ?? null,
    status: task.status?.name ?? null,
    closed: task.status?.is_closed_type ?? task.is_completed ?? null,
    owner: ownersOf(task),
    project,
    parent: parent ? taskRowId(project, parent) : null,
    tasklist: task.tasklist?.name ?? null,
    ...(task.tags === undefined ? {} : { tags: (task.tags ?? []).flatMap(tag => tag.name ?? []) }),
    ...customFields('task', task, context),
  }
  const page = `#zp/task-detail/${task.id}`
  const place = { ...context, record: task, page }
  const changedAt = instant(task.last_modified_time)
  const made = row(taskRowId(project, task.id), changedAt, task.updated_by, fields, place)
  const has = task.association_info?.has_comments
  return typeof has === 'boolean' ? { ...made, inside: { comment: has ? made.version : '' } } : made
}

/** A record that tells its description is whole. */
function customFields(entity: string, record: Project | Task, { facts }: Context): Fields {
  return customValues(record, customIn(entity, facts), record.description !== undefined)
}

/** Lists may leave long texts out, and what is left out is not empty. */
function told(name: string, text: string | null | undefined): Fields {
  return text === undefined ? {} : { [name]: text }
}

/** A portal user as a row, named by the id that writes take. */
export function userRow(user: Person): Row | null {
  const id = idOf(user)
  if (id === null) return null
  const fields: Fields = {
    name: user.full_name ?? user.name ?? null,
    email: user.email ?? null,
    active: user.is_active ?? true,
    zuid: user.zuid ?? null,
  }
  return { id, version: fingerprint(fields), changedAt: null, changedBy: null, fields }
}

export function clientRow(client: Client): Row {
  const fields: Fields = { name: client.name ?? client.client_name ?? client.company_name ?? null }
  return { id: client.id, version: fingerprint(fields), changedAt: null, changedBy: null, fields }
}

export function contactRow({ id, name, email, client }: Contact): Row {
  const fields: Fields = { name: name ?? null, email: email ?? null, client: client?.id ?? null }
  return { id, version: fingerprint(fields), changedAt: null, changedBy: null, fields }
}

/** The people a task is given to; "Unassigned User", who has the account id 0, is nobody. */
export function ownersOf(task: Task): readonly string[] {
  const owners = task.owners_and_work?.owners ?? []
  return owners.flatMap(owner => idOf(owner) ?? [])
}

function idOf(person: Person | null | undefined): string | null {
  if (!person || person.zuid === '0' || person.zpuid === '0') return null
  return person.zpuid ?? null
}

interface Place extends Context {
  readonly record: Readonly<Record<string, unknown>>
  readonly page: string
}

function row(
  id: string,
  changedAt: string | null,
  by: Person | null | undefined,
  fields: Fields,
  place: Place,
): Row {
  const key = place.record[readSettings(place.settings).keyField]
  const portal = place.facts.portalName
  return {
    id,
    version: changedAt ?? fingerprint(fields),
    changedAt,
    changedBy: idOf(by),
    fields,
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
    ...(portal ? { url: `https://${hostsOf(place.settings).web}/portal/${portal}${place.page}` } : {}),
  }
}
