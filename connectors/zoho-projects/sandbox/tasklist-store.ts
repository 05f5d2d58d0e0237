import type { Actor } from './call.ts'
import { record } from './record-log.ts'
import type { Fields, Project, Tasklist } from './rows.ts'
import { isClosed } from './status-rows.ts'
import { removeTask } from './task-store.ts'
import { milestoneLink } from './task-view.ts'
import type { World } from './world.ts'

export function tasklistView(world: World, list: Tasklist): Fields {
  const tasks = world.tasks.on(list.project).filter(task => task.tasklist === list.id)
  const open = tasks.some(task => !isClosed(world, task.status)) || tasks.length === 0
  return {
    id: list.id,
    name: list.name,
    flag: list.flag,
    status: { name: open ? 'active' : 'completed' },
    milestone: milestoneLink(world, list.milestone),
    sequence: list.sequence,
    meta_info: {
      is_general: list.general,
      is_none_milestone_tasklist: list.milestone === null,
    },
    created_time: list.created,
    last_updated_time: list.modified,
  }
}

export function tasklistsOf(world: World, project: string): readonly Tasklist[] {
  return world.tasklists.on(project)
}

export interface NewTasklist {
  readonly name: string
  readonly flag: string
  readonly milestone: string | null
  readonly general: boolean
}

export function addTasklist(world: World, actor: Actor, project: string, draft: NewTasklist): Tasklist {
  const at = world.clock.stamp()
  const sequence = tasklistsOf(world, project).length + 1
  const list = { id: world.nextId(), project, ...draft, sequence, created: at, modified: at }
  world.tasklists.set(list.id, list)
  const change = { id: list.id, before: null, after: tasklistView(world, list) }
  record(world, actor, { does: 'add', module: 'Tasklists', ...change })
  return list
}

/** A fresh project may have no list; the first task without one makes it. */
export function generalList(world: World, actor: Actor, project: Project, flag = 'internal'): Tasklist {
  const there = tasklistsOf(world, project.id).find(list => list.general)
  const draft = { name: 'General', flag, milestone: null, general: true }
  return there ?? addTasklist(world, actor, project.id, draft)
}

export function changeTasklist(
  world: World,
  actor: Actor,
  list: Tasklist,
  changes: Partial<Tasklist>,
): Tasklist {
  const before = tasklistView(world, list)
  const changed = { ...list, ...changes, modified: world.clock.stamp() }
  world.tasklists.set(list.id, changed)
  const after = tasklistView(world, changed)
  record(world, actor, { does: 'edit', module: 'Tasklists', id: list.id, before, after })
  return changed
}

export function removeTasklist(world: World, actor: Actor, list: Tasklist): void {
  for (const task of world.tasks.on(list.project))
    if (task.tasklist === list.id && world.tasks.has(task.id)) removeTask(world, actor, task)
  const before = tasklistView(world, list)
  world.tasklists.delete(list.id)
  record(world, actor, { does: 'remove', module: 'Tasklists', id: list.id, before, after: null })
}
