import { type Answer, bare, crashed, invalid } from './answer.ts'
import { type Actor, type Call, type Given, included, numberIn, textIn } from './call.ts'
import { named } from './issue-print.ts'
import { paged } from './page.ts'
import { printProject } from './project-print.ts'
import { recordProject } from './record.ts'
import { edits, rolesIn, sees } from './rights.ts'
import type { Project } from './rows.ts'
import { browserText, takeValues } from './values.ts'
import { customFieldsOf, nextId, stamp, type World } from './world.ts'

/** By id or identifier; an archived one is refused to everybody. */
export function projectFor({ world, actor, id }: Call): Project {
  const project = [...world.projects.values()].find(one => String(one.id) === id || one.identifier === id)
  if (!project) throw bare(404)
  if (!sees(world, actor, project)) throw bare(actor.user ? 403 : 401)
  return project
}

export function showProject(call: Call): Answer {
  const { world } = call
  const project = projectFor(call)
  const include = included(call)
  const modules = project.modules.map((name, at) => ({ id: at + 1, name }))
  const trackers = project.trackers.map(id => named(world.trackers.get(id)))
  const more = {
    ...(include.includes('trackers') ? { trackers } : {}),
    ...(include.includes('enabled_modules') ? { enabled_modules: modules } : {}),
    // Fields that are for all projects are not told here.
    ...(include.includes('issue_custom_fields') ? { issue_custom_fields: [] } : {}),
  }
  return { status: 200, body: { project: { ...printProject(world, project), ...more } } }
}

/** Active ones only, unless a status is asked for; several values are parted by `|`, and a comma is an error of the database. */
export function listProjects({ world, actor, query }: Call): Answer {
  const among = (name: string, start: string | null) => {
    const text = query.get(name) ?? start
    if (text === null || text === '!*') return text
    if (!/^\d+(\|\d+)*$/.test(text)) throw crashed()
    return text.split('|')
  }
  const [status, ids, parents] = [among('status', '1'), among('id', null), among('parent_id', null)]
  const fits = (wanted: readonly string[] | string | null, value: number | null) =>
    wanted === null || (wanted === '!*' ? value === null : wanted.includes(String(value)))
  const values = customFieldsOf(world, 'project').filter(field => query.has(`cf_${field.id}`) && field.filter)
  const rows = [...world.projects.values()].filter(
    one =>
      sees(world, actor, one) &&
      fits(status, one.status) &&
      fits(ids, one.id) &&
      fits(parents, one.parent) &&
      values.every(({ id }) => one.values.get(id) === query.get(`cf_${id}`)),
  )
  const byBirth = query.get('sort')?.startsWith('created_on')
  const order = (a: Project, b: Project) => (byBirth ? a.id - b.id : a.name.localeCompare(b.name))
  return {
    status: 200,
    body: paged(
      query,
      'projects',
      rows.sort(order).map(one => printProject(world, one)),
    ),
  }
}

export function createProject({ world, actor, given }: Call): Answer {
  if (!actor.user?.admin) throw bare(actor.user ? 403 : 401)
  const project = addProject(world, actor, given)
  return {
    status: 201,
    body: { project: printProject(world, project) },
    headers: { location: `/projects/${project.id}` },
  }
}

export function addProject(world: World, actor: Actor, given: Given): Project {
  const now = stamp(world)
  const modules = Array.isArray(given.enabled_module_names) ? given.enabled_module_names.map(String) : null
  const trackers = Array.isArray(given.tracker_ids)
    ? given.tracker_ids.flatMap(id => numberIn(id) ?? [])
    : null
  const project: Project = {
    id: nextId(world, 'projects', world.projects),
    name: '',
    identifier: textIn(given.identifier) ?? '',
    description: null,
    parent: null,
    status: 1,
    isPublic: given.is_public !== false,
    trackers: trackers ?? [...world.trackers.keys()],
    modules: modules ?? ['issue_tracking', 'time_tracking', 'news', 'wiki'],
    values: new Map(),
    created: now,
    updated: now,
  }
  const errors = [...take(world, project, given), ...wrongIdentifier(world, project.identifier)]
  if (errors.length > 0) throw invalid(...errors)
  world.projects.set(project.id, project)
  recordProject(world, actor, 'add', null, project)
  return project
}

function wrongIdentifier(world: World, identifier: string): readonly string[] {
  if ([...world.projects.values()].some(one => one.identifier === identifier))
    return ['Identifier has already been taken']
  const isForm = /^(?!\d+$)[a-z0-9_-]{1,100}$/.test(identifier)
  return isForm ? [] : ['Identifier is invalid']
}

function take(world: World, project: Project, given: Given): readonly string[] {
  if ('name' in given) project.name = textIn(given.name) ?? ''
  if ('description' in given) project.description = browserText(textIn(given.description) ?? '')
  const parent = textIn(given.parent_id)
  if (parent === '') project.parent = null
  else if (parent !== null) {
    if (!world.projects.has(numberIn(parent) ?? 0)) throw crashed()
    project.parent = numberIn(parent)
  }
  return [...wrongName(project.name), ...takeValues(world, 'project', given, project.values)]
}

function wrongName(name: string): readonly string[] {
  if (name.trim() === '') return ['Name cannot be blank']
  return name.length > 255 ? ['Name is too long (maximum is 255 characters)'] : []
}

export function updateProject(call: Call): Answer {
  const { world, actor, given } = call
  const project = projectFor(call)
  if (!edits(world, actor, project)) throw bare(403)
  changeProject(world, actor, project, given)
  return { status: 204 }
}

export function changeProject(world: World, actor: Actor, project: Project, given: Given): void {
  const before = structuredClone(project)
  const draft = structuredClone(project)
  const errors = take(world, draft, given)
  if (errors.length > 0) throw invalid(...errors)
  Object.assign(project, draft, { updated: stamp(world) })
  recordProject(world, actor, 'edit', before, project)
}

/** `PUT /projects/{id}/close.json` and its like. */
export function setStatus(status: number) {
  return ({ world, actor, id }: Call): Answer => {
    const project = [...world.projects.values()].find(one => String(one.id) === id || one.identifier === id)
    if (!project) throw bare(404)
    if (!rolesIn(world, actor, project.id).some(role => role.edits)) throw bare(403)
    const before = structuredClone(project)
    Object.assign(project, { status, updated: stamp(world) })
    recordProject(world, actor, 'edit', before, project)
    return { status: 204 }
  }
}
