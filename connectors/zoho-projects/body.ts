import { type Fields, momentOn, rejected, type Session, timeIn, type Value } from '#spi'
import type { Task } from './api.ts'
import { customIn, keyFieldIsMissing, zoneOf } from './facts.ts'
import { taskPlace } from './ids.ts'
import { groupId, statusId, tagId, tasklistId, templateId } from './resolve.ts'
import { readSettings } from './settings.ts'
import { ownersOf } from './translate.ts'

/** When a task without a time of day is due, in the portal's zone. */
const defaultTime = '17:00:00'

type Body = Readonly<Record<string, unknown>>
type Part = (value: Value) => Body | Promise<Body>

/**
 * The fields of a task as the vendor takes them (projects.zoho.com/api-docs, "Create Task"). `present` is the task
 * as it stands, null for a new one: its time of day, status and owners are needed to say what changes.
 */
export function taskBody(
  session: Session,
  project: string,
  fields: Fields,
  present: Task | null,
): Promise<Body> {
  return compose(fields, {
    title: name => ({ name }),
    description: description => ({ description: description ?? '' }),
    dueDate: day => ({ end_date: dueMoment(session, day, present) }),
    priority: priority => ({ priority: priority ?? 'none' }),
    status: async name => ({
      status: { id: await statusId(session, project, String(name), present?.status) },
    }),
    owner: owners => ownersBody(owners, present),
    parent: row => ({ parental_info: parentBody(row) }),
    tags: async names => tagsBody(session, Array.isArray(names) ? names : [], present),
    tasklist: async name =>
      name === null ? {} : { tasklist: { id: await tasklistId(session, project, String(name)) } },
    ...customParts(session, 'task'),
  })
}

/** The fields of a project as the vendor takes them (projects.zoho.com/api-docs, "Create Project"). */
export function projectBody(session: Session, fields: Fields, isNew: boolean): Promise<Body> {
  return compose(fields, {
    name: name => ({ name }),
    description: description => ({ description: description ?? '' }),
    owner: owner => (owner === null ? {} : { owner: { zpuid: owner } }),
    start: day => ({ start_date: day }),
    end: day => ({ end_date: day }),
    group: async name =>
      name === null ? {} : { project_group: { id: await groupId(session, String(name)) } },
    template: async name =>
      isNew && name !== null ? { copy_from: await templateId(session, String(name)) } : {},
    ...customParts(session, 'project'),
  })
}

/** Custom fields stand beside the others, under their API names; `null` empties one (inferred). */
function customParts(session: Session, entity: string): Readonly<Record<string, Part>> {
  const names = Object.keys(customIn(entity, session.facts))
  return Object.fromEntries(names.map(name => [name, (value: Value) => ({ [name]: value })]))
}

/** Our key, where it can be kept: what has no field for it is not made. */
export function keyBody(session: Session, entity: string, key: string): Body {
  const { keyField } = readSettings(session.settings)
  if (!keyFieldIsMissing(entity, session.facts)) return { [keyField]: key }
  throw rejected(`The layouts of ${entity}s have no field ${keyField}; add it and check the connection again`)
}

async function compose(fields: Fields, parts: Readonly<Record<string, Part>>): Promise<Body> {
  const known = new Map(Object.entries(parts))
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) Object.assign(body, await known.get(name)?.(value))
  return body
}

/** The day in the portal's zone, at the time of day that the task has already. */
function dueMoment(session: Session, day: Value, present: Task | null): string | null {
  if (typeof day !== 'string') return null
  const zone = zoneOf(session.facts)
  return momentOn(zone, day, timeIn(zone, present?.end_date) ?? defaultTime)
}

/** Owners are replaced as a whole; how to name "nobody" is only documented as taking the present ones away. */
function ownersBody(value: Value, present: Task | null): Body {
  const wanted = Array.isArray(value) ? value : []
  const people = (ids: readonly string[]) => ids.map(zpuid => ({ zpuid }))
  if (wanted.length > 0) return { owners_and_work: { owners: people(wanted) } }
  const leaving = present ? ownersOf(present) : []
  return leaving.length === 0 ? {} : { owners_and_work: { owners: { remove: people(leaving) } } }
}

/** Only what is added or taken off is sent; tags that Zoho does not know are not made up. */
async function tagsBody(session: Session, wanted: readonly string[], present: Task | null): Promise<Body> {
  const before = present?.tags ?? []
  const missing = wanted.filter(name => !before.some(tag => tag.name === name))
  const add = await Promise.all(missing.map(name => tagId(session, name)))
  const remove = before.filter(tag => !wanted.includes(tag.name ?? '')).map(tag => tag.id)
  return add.length + remove.length === 0 ? {} : { tags: { add, remove } }
}

function parentBody(row: Value): Body | null {
  const place = typeof row === 'string' ? taskPlace(row) : null
  return place ? { parent_task_id: place.task } : null
}
