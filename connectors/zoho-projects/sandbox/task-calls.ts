import { type Answer, type Call, found, param, type Route, readBody, route } from './call.ts'
import { filtered } from './filter.ts'
import { envelope } from './page.ts'
import { openProject } from './project-store.ts'
import type { Fields, Task } from './rows.ts'
import { sorted } from './sort.ts'
import { rollUp } from './task-effects.ts'
import { isTemplateTask, removeTask } from './task-store.ts'
import { taskView } from './task-view.ts'
import { createTask, updateTask } from './task-write.ts'

export function openTask(call: Call): Task {
  const project = openProject(call)
  const task = found(call.world.tasks.get(param(call, 'task')))
  return found(task.project === project.id ? task : undefined)
}

function answer(call: Call, views: readonly Fields[]): Answer {
  return envelope(call, 'tasks', sorted(filtered(call, views), call.query.get('sort_by')))
}

function list(call: Call): Answer {
  const { world } = call
  const project = openProject(call)
  const tasks = world.tasks.on(project.id)
  return answer(
    call,
    tasks.map(task => taskView(world, task)),
  )
}

/** One documented example of this list has no `project` in its items. */
function listPortal(call: Call): Answer {
  const { world } = call
  const shown = [...world.tasks.values()].filter(
    task => !isTemplateTask(world, task) && world.projects.get(task.project)?.trashedAt === null,
  )
  const views = shown.map(task => taskView(world, task))
  if (world.switches.get('portal-tasks-project') === 'present') return answer(call, views)
  return answer(
    call,
    views.map(({ project: _left, ...rest }) => rest),
  )
}

function create(call: Call): Answer {
  const { world, actor } = call
  const task = createTask(world, actor, openProject(call), readBody(call))
  return { status: 201, body: taskView(world, task) }
}

function patch(call: Call): Answer {
  const { world, actor } = call
  return { status: 200, body: taskView(world, updateTask(world, actor, openTask(call), readBody(call))) }
}

function remove(call: Call): Answer {
  const { world, actor } = call
  const task = openTask(call)
  removeTask(world, actor, task)
  rollUp(world, actor, task.parent, task.project)
  return { status: 204 }
}

const tasks = 'projects/:project/tasks'

export const taskRoutes: readonly Route[] = [
  route('GET', 'tasks', 'tasks.READ', listPortal),
  route('GET', tasks, 'tasks.READ', list),
  route('POST', tasks, 'tasks.CREATE', create),
  route('GET', `${tasks}/:task`, 'tasks.READ', call => ({
    status: 200,
    body: taskView(call.world, openTask(call)),
  })),
  route('PATCH', `${tasks}/:task`, 'tasks.UPDATE', patch),
  route('DELETE', `${tasks}/:task`, 'tasks.DELETE', remove),
]
