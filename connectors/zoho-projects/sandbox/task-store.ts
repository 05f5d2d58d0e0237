import type { Actor } from './call.ts'
import { commentView } from './comment-view.ts'
import { ring } from './hooks.ts'
import { record } from './record-log.ts'
import type { Task } from './rows.ts'
import { children, taskView } from './task-view.ts'
import type { World } from './world.ts'

/** Why the vendor writes: because it was asked to, or as a consequence that may ring no bell. */
export type Cause = 'asked' | 'copy' | 'cascade'

export function nextNumber(world: World, project: string): number {
  const tasks = world.tasks.on(project)
  return 1 + tasks.reduce((most, task) => Math.max(most, task.number), 0)
}

export function isTemplateTask(world: World, task: Task): boolean {
  return world.projects.get(task.project)?.kind === 'template'
}

export function addTask(world: World, actor: Actor, task: Task, cause: Cause): Task {
  world.tasks.set(task.id, task)
  const after = taskView(world, task)
  record(world, actor, { does: 'add', module: 'Tasks', id: task.id, before: null, after })
  announce(world, actor, task, 'created', cause)
  return task
}

export function changeTask(
  world: World,
  actor: Actor,
  before: Task,
  changes: Partial<Task>,
  cause: Cause,
): Task {
  const then = taskView(world, before)
  const after = { ...before, ...changes, modified: world.clock.stamp(), updatedBy: actor.user.zpuid }
  world.tasks.set(after.id, after)
  const now = taskView(world, after)
  record(world, actor, { does: 'edit', module: 'Tasks', id: after.id, before: then, after: now })
  announce(world, actor, after, 'updated', cause)
  return after
}

/** Subtasks and comments go with their task. */
export function removeTask(world: World, actor: Actor, task: Task): void {
  for (const child of children(world, task)) removeTask(world, actor, child)
  const before = taskView(world, task)
  world.tasks.delete(task.id)
  for (const comment of world.comments.on(task.id)) {
    world.comments.delete(comment.id)
    const gone = { before: commentView(world, comment), after: null }
    record(world, actor, { does: 'remove', module: 'Comments', id: comment.id, ...gone })
  }
  record(world, actor, { does: 'remove', module: 'Tasks', id: task.id, before, after: null })
  announce(world, actor, task, 'deleted', 'asked')
}

function announce(
  world: World,
  actor: Actor,
  task: Task,
  event: 'created' | 'updated' | 'deleted',
  cause: Cause,
): void {
  if (isTemplateTask(world, task)) return
  if (cause === 'copy' && !world.switches.on('webhooks-on-copy')) return
  if (cause === 'cascade' && !world.switches.on('webhooks-on-cascade')) return
  ring(world, actor, { type: 'task', event, task: task.id, project: task.project })
}
