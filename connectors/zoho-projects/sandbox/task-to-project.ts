import type { Actor } from './call.ts'
import type { Project, Task } from './rows.ts'
import { addTask, changeTask, removeTask } from './task-store.ts'
import { children } from './task-view.ts'
import { generalList } from './tasklist-store.ts'
import type { World } from './world.ts'

/** Somebody moves a task to another project, with its subtasks and comments. No page tells whether its id stays: by switch. */
export function moveToProject(world: World, actor: Actor, task: Task, project: Project): Task {
  const tasklist = generalList(world, actor, project).id
  return settle(world, actor, task, { project: project.id, tasklist, parent: null })
}

type Place = Pick<Task, 'project' | 'tasklist' | 'parent'>

function settle(world: World, actor: Actor, task: Task, place: Place): Task {
  const subtasks = children(world, task)
  const moved =
    world.switches.get('moved-task-id') === 'stays'
      ? changeTask(world, actor, task, place, 'asked')
      : addTask(world, actor, { ...task, ...place, id: world.nextId() }, 'asked')
  for (const subtask of subtasks) settle(world, actor, subtask, { ...place, parent: moved.id })
  if (moved.id === task.id) return moved
  for (const comment of world.comments.on(task.id))
    world.comments.set(comment.id, { ...comment, task: moved.id })
  removeTask(world, actor, task)
  return moved
}
