import { type Fields, fingerprint, instant, type Row, type Value } from '#spi'
import type { CustomValue, Issue, Project, User, Version } from './api.ts'
import { type Context, type Custom, catalogueIn, keyFieldIn } from './facts.ts'
import { keyIn } from './keys.ts'
import { readSettings } from './settings.ts'

/** An issue as a row. */
export function taskRow(issue: Issue, context: Context): Row {
  const keyField = keyFieldIn(context.facts)
  const key = issue.custom_fields?.find(one => one.id === keyField?.id)?.value
  const fields: Fields = {
    title: issue.subject ?? null,
    description: plain(issue.description),
    startDate: issue.start_date ?? null,
    dueDate: issue.due_date ?? null,
    priority: issue.priority?.name ?? null,
    status: issue.status.name,
    closed: issue.status.is_closed ?? null,
    owner: issue.assigned_to?.id ?? null,
    project: issue.project.id,
    parent: issue.parent?.id ?? null,
    tracker: issue.tracker.name ?? null,
    progress: issue.done_ratio ?? null,
    ...customFields('issue', issue.custom_fields, context),
  }
  const place = row(issue, fields, context, `/issues/${issue.id}`)
  return {
    ...place,
    // A new note moves the issue's time; an edited or deleted one does not (observed on 5.0.4).
    ...(place.changedAt === null ? {} : { inside: { comment: place.changedAt } }),
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
  }
}

/** A project as a row of entity `project`. */
export function projectRow(project: Project, context: Context): Row {
  const fields: Fields = {
    name: project.name ?? null,
    description: plain(project.description),
    client: project.parent?.id ?? null,
    identifier: project.identifier,
    closed: project.status === 5,
    ...customFields('project', project.custom_fields, context),
  }
  return keyed(project, fields, context)
}

/** A project as a row of entity `client`. A closed one is no longer in use (status 5; archived ones are in no list). */
export function clientRow(project: Project, context: Context): Row {
  return keyed(project, { name: project.name ?? null, active: project.status !== 5 }, context)
}

/** A project that we made says so by its identifier. */
function keyed(project: Project, fields: Fields, context: Context): Row {
  const key = keyIn(project.identifier)
  const page = `/projects/${project.identifier}`
  return { ...row(project, fields, context, page), ...(key === null ? {} : { key }) }
}

/** A version of a project, such as a milestone. */
export function versionRow(version: Version, context: Context): Row {
  const fields: Fields = {
    name: version.name,
    dueDate: version.due_date ?? null,
    status: version.status ?? null,
    project: version.project.id,
  }
  return row(version, fields, context, `/versions/${version.id}`)
}

export function userRow(user: User, active: boolean): Row {
  const name = [user.firstname, user.lastname].filter(Boolean).join(' ')
  const fields = { name, email: user.mail ?? null, login: user.login ?? null, active }
  return { id: user.id, version: fingerprint(fields), changedAt: null, changedBy: null, fields }
}

/** Whether a project stands where the clients stand. */
export function isClient(project: Project, { facts }: Context): boolean {
  const { clients } = catalogueIn(facts)
  return clients === null ? !project.parent : project.parent?.id === clients
}

export function isWork(project: Project, context: Context): boolean {
  return !isClient(project, context) && project.id !== catalogueIn(context.facts).clients
}

/** Times have whole seconds only, so the content is a part of the version. Only the history tells who changed it. */
function row(
  record: { readonly id: string; readonly updated_on?: string | null | undefined },
  fields: Fields,
  { settings }: Context,
  page: string,
): Row {
  const changedAt = instant(record.updated_on)
  const url = `${readSettings(settings).url}${page}`
  return { id: record.id, version: fingerprint([changedAt, fields]), changedAt, changedBy: null, fields, url }
}

/** Texts come with the line ends of a browser. */
export function plain(text: string | null | undefined): string | null {
  return text ? text.replaceAll('\r\n', '\n') : null
}

function customFields(
  on: Custom['on'],
  values: readonly CustomValue[] | null | undefined,
  { facts }: Context,
): Fields {
  const { customFields: all, serving } = catalogueIn(facts)
  const known = all.filter(field => field.on === on && !Object.values(serving).includes(field.id))
  return Object.assign({}, ...known.map(field => shownAs(`cf_${field.id}`, values, field)))
}

/** A record may not have the field at all, as an issue of another tracker; that is not the same as empty. */
function shownAs(name: string, values: readonly CustomValue[] | null | undefined, field: Custom): Fields {
  const found = values?.find(one => one.id === field.id)
  return found ? { [name]: valueIn(found, field) } : {}
}

export function valueIn({ value }: CustomValue, { format }: Custom): Value {
  if (typeof value !== 'string' || value === '') return null
  if (format === 'bool') return value === '1'
  if (format === 'text') return plain(value)
  return format === 'int' || format === 'float' ? Number(value) : value
}
