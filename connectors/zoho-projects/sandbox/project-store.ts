import { type Actor, type Call, found, param } from './call.ts'
import { ring } from './hooks.ts'
import { projectView } from './project-view.ts'
import { record } from './record-log.ts'
import { operational } from './refusal.ts'
import type { Project } from './rows.ts'
import type { World } from './world.ts'

const trashDays = 30

export function projectModule(project: Project): 'Projects' | 'Templates' {
  return project.kind === 'template' ? 'Templates' : 'Projects'
}

/** The project of the path; a trashed one answers 410 whatever is asked of it. */
export function openProject(call: Call): Project {
  const project = knownProject(call)
  if (project.trashedAt !== null) throw operational(410, 'RESOURCE_GONE', 'The project is in the trash.')
  return project
}

export function knownProject(call: Call): Project {
  const { world } = call
  const project = found(world.projects.get(param(call, 'project')))
  const purged = project.trashedAt !== null && world.clock.now() - project.trashedAt > trashDays * 86_400_000
  return found(purged ? undefined : project)
}

export function addProject(world: World, actor: Actor, project: Project): Project {
  world.projects.set(project.id, project)
  const after = projectView(world, project)
  record(world, actor, { does: 'add', module: projectModule(project), id: project.id, before: null, after })
  if (project.kind === 'active')
    ring(world, actor, { type: 'project', event: 'created', project: project.id })
  return project
}

export function changeProject(
  world: World,
  actor: Actor,
  before: Project,
  changes: Partial<Project>,
): Project {
  const after = { ...before, ...changes, modified: world.clock.stamp(), updatedBy: actor.user.zpuid }
  const then = projectView(world, before)
  world.projects.set(after.id, after)
  const now = projectView(world, after)
  record(world, actor, { does: 'edit', module: projectModule(after), id: after.id, before: then, after: now })
  if (after.kind === 'active') ring(world, actor, { type: 'project', event: 'updated', project: after.id })
  return after
}

/** Membership and clients change without the project's own fields moving. */
export function relinkProject(world: World, before: Project, changes: Partial<Project>): Project {
  const after = { ...before, ...changes }
  world.projects.set(after.id, after)
  return after
}

export function trashProject(world: World, actor: Actor, project: Project): void {
  world.projects.set(project.id, { ...project, trashedAt: world.clock.now() })
  const before = projectView(world, project)
  record(world, actor, {
    does: 'remove',
    module: projectModule(project),
    id: project.id,
    before,
    after: null,
  })
  if (project.kind === 'active')
    ring(world, actor, { type: 'project', event: 'deleted', project: project.id })
}

export function restoreProject(world: World, actor: Actor, project: Project): Project {
  const after = { ...project, trashedAt: null }
  world.projects.set(project.id, after)
  const view = projectView(world, after)
  const change = { module: projectModule(project), id: project.id, before: null, after: view }
  record(world, actor, { does: 'restore', ...change })
  return after
}
