import { rejected, type Session, unlessGone, type Value } from '#spi'
import * as api from './api.ts'
import { call, listAll, within } from './client.ts'
import { catalogueIn, keyFieldIn } from './facts.ts'
import { copyKey } from './keys.ts'
import { readProject } from './read.ts'

type Body = Readonly<Record<string, unknown>>

/** The project to copy from, by its identifier, its id or its name; null where none is asked for. */
export async function templateNamed(
  session: Session,
  wanted: Value | undefined,
): Promise<api.Project | null> {
  if (typeof wanted !== 'string' || wanted === '') return null
  const include = 'trackers,enabled_modules,issue_custom_fields'
  const known = /^[a-z0-9_-]+$/.test(wanted)
    ? await unlessGone(() => readProject(session, wanted, include))
    : null
  if (known) return known
  const all = await listAll(session, '/projects.json', 'projects', api.project, { status: '1|5' })
  const named = all.filter(project => project.name === wanted)
  const [only] = named
  if (only && named.length === 1) return readProject(session, only.id, include)
  const why = only ? `several projects called "${wanted}"; name its identifier` : `no project "${wanted}"`
  throw rejected(`Redmine has ${why}, which the new project should be copied from`, 'template')
}

/** What a new project takes over at once: trackers, modules, and custom fields; a template's days are its own. */
export function traitsOf(template: api.Project, session: Session): Body {
  const days = catalogueIn(session.facts).customFields.filter(field => field.format === 'date')
  const own = days.map(field => field.id)
  const ids = (all: readonly { readonly id: string }[] | null | undefined) =>
    (all ?? []).map(one => Number(one.id))
  return {
    tracker_ids: ids(template.trackers),
    enabled_module_names: (template.enabled_modules ?? []).map(module => module.name),
    issue_custom_field_ids: ids(template.issue_custom_fields),
    custom_fields: (template.custom_fields ?? [])
      .filter(field => !own.includes(field.id) && field.value !== null && field.value !== '')
      .map(({ id, value }) => ({ id: Number(id), value })),
  }
}

/** What a project still lacks of its template: the issues to be made, each after its parent. Redmine cannot copy a project. */
export async function copiesMissing(
  session: Session,
  project: api.Project,
  key: string,
  wanted: Value | undefined,
): Promise<readonly api.Issue[]> {
  const template = await templateNamed(session, wanted)
  if (!template) return []
  const originals = await issuesOf(session, template.id)
  if (originals.length === 0) return []
  const made = await copiesIn(session, project.id)
  return parentsFirst(originals).filter(issue => !made.has(copyKey(key, issue.id)))
}

/** Copies members, then issues; what is there already is not made again, so it may be repeated at any point. */
export async function copyTemplate(
  session: Session,
  project: api.Project,
  key: string,
  wanted: Value | undefined,
) {
  const template = await templateNamed(session, wanted)
  if (!template) return
  await copyMembers(session, template.id, project.id)
  const missing = await copiesMissing(session, project, key, wanted)
  const field = keyFieldIn(session.facts)
  if (missing.length === 0) return
  if (!field)
    throw rejected('A template with issues is copied only where issues have a field for our key', 'template')
  const made = await copiesIn(session, project.id)
  for (const issue of missing) {
    const ownKey = copyKey(key, issue.id)
    const parent = issue.parent ? made.get(copyKey(key, issue.parent.id)) : undefined
    const custom = { id: Number(field.id), value: ownKey }
    const json = {
      issue: {
        ...copyOf(issue),
        project_id: project.id,
        parent_issue_id: parent ?? '',
        custom_fields: [custom],
      },
    }
    const created = within('issue', api.issue, await call(session, 'POST', '/issues.json', { json }))
    made.set(ownKey, created.id)
  }
}

/** Open, undated and nobody's: when and who is for the new project to say. */
function copyOf(issue: api.Issue): Body {
  return {
    subject: issue.subject,
    description: issue.description ?? '',
    tracker_id: issue.tracker.id,
    priority_id: issue.priority?.id,
    estimated_hours: issue.estimated_hours ?? '',
    start_date: '',
  }
}

function issuesOf(session: Session, project: string): Promise<readonly api.Issue[]> {
  const query = { project_id: project, subproject_id: '!*', status_id: '*', sort: 'id:asc' }
  return listAll(session, '/issues.json', 'issues', api.issue, query)
}

/** Copies in a project by their key. */
async function copiesIn(session: Session, project: string): Promise<Map<string, string>> {
  const field = keyFieldIn(session.facts)
  const issues = await issuesOf(session, project)
  return new Map(
    issues.flatMap(issue => {
      const key = issue.custom_fields?.find(one => one.id === field?.id)?.value
      return typeof key === 'string' && key !== '' ? [[key, issue.id] as const] : []
    }),
  )
}

function parentsFirst(issues: readonly api.Issue[]): readonly api.Issue[] {
  const byId = new Map(issues.map(issue => [issue.id, issue]))
  const depth = (issue: api.Issue): number => {
    const parent = issue.parent ? byId.get(issue.parent.id) : undefined
    return parent ? depth(parent) + 1 : 0
  }
  return [...issues].sort((a, b) => depth(a) - depth(b))
}

async function copyMembers(session: Session, from: string, to: string): Promise<void> {
  const path = (project: string) => `/projects/${project}/memberships.json`
  const there = new Set((await membersOf(session, path(to))).map(member => member.id))
  for (const { id, roles } of await membersOf(session, path(from)))
    if (!there.has(id) && roles.length > 0)
      await call(session, 'POST', path(to), {
        json: { membership: { user_id: Number(id), role_ids: roles } },
      })
}

/** Users and groups with the roles that are their own; inherited ones follow by themselves. */
async function membersOf(session: Session, path: string) {
  const all = await listAll(session, path, 'memberships', api.membership)
  return all.flatMap(({ user, group, roles }) => {
    const own = roles.filter(role => role.inherited !== true).map(role => Number(role.id))
    const member = user ?? group
    return member ? [{ id: member.id, roles: own }] : []
  })
}
