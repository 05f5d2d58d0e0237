import { type Answer, type Call, type Route, readBody, route } from './call.ts'
import { filtered } from './filter.ts'
import { bareArray, envelope } from './page.ts'
import { knownProject, openProject, restoreProject, trashProject } from './project-store.ts'
import { projectView } from './project-view.ts'
import { createProject, updateProject } from './project-write.ts'
import { notFound, Refusal } from './refusal.ts'
import { sorted } from './sort.ts'

function list(call: Call): Answer {
  const { world } = call
  const open = [...world.projects.values()].filter(
    project => project.kind === 'active' && project.trashedAt === null,
  )
  const views = open.map(project => projectView(world, project))
  const all = sorted(filtered(call, views), call.query.get('sort_by'))
  return world.switches.get('projects-list') === 'array'
    ? bareArray(call, all)
    : envelope(call, 'projects', all)
}

function get(call: Call): Answer {
  return { status: 200, body: projectView(call.world, openProject(call)) }
}

function create(call: Call): Answer {
  const { world, actor } = call
  const body = readBody(call)
  const kind = body.project_type === 'template' ? 'template' : 'active'
  return { status: 201, body: projectView(world, createProject(world, actor, kind, body)) }
}

function patch(call: Call): Answer {
  const project = updateProject(call.world, call.actor, openProject(call), readBody(call))
  return { status: 200, body: projectView(call.world, project) }
}

function trash(call: Call): Answer {
  trashProject(call.world, call.actor, openProject(call))
  return { status: 204 }
}

function restore(call: Call): Answer {
  const project = knownProject(call)
  const back = project.trashedAt === null ? project : restoreProject(call.world, call.actor, project)
  return { status: 200, body: projectView(call.world, back) }
}

/** In the documents, but where it was tried it answered 404 or 400, the latter with a list as `error`. */
function remove(call: Call): Answer {
  const project = openProject(call)
  const mode = call.world.switches.get('delete-project')
  if (mode === '404') throw notFound()
  if (mode === '400') {
    const details = [{ message: 'The project cannot be deleted.' }]
    throw new Refusal(400, { kind: 'listed', title: 'INVALID_METHOD', details }, 'INVALID_METHOD')
  }
  trashProject(call.world, call.actor, project)
  return { status: 204 }
}

export const projectRoutes: readonly Route[] = [
  route('GET', 'projects', 'projects.READ', list),
  route('POST', 'projects', 'projects.CREATE', create),
  route('GET', 'projects/:project', 'projects.READ', get),
  route('PATCH', 'projects/:project', 'projects.UPDATE', patch),
  route('DELETE', 'projects/:project', 'projects.DELETE', remove),
  route('POST', 'projects/:project/trash', 'projects.DELETE', trash),
  route('POST', 'projects/:project/restore', 'projects.UPDATE', restore),
]
