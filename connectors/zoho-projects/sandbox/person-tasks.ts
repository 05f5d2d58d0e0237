import { isFields } from './call.ts'
import { addMilestone, milestoneView } from './milestone-calls.ts'
import { type Deeds, type Desk, linkedProject, rowOf, textField } from './person-desk.ts'
import type { Fields } from './rows.ts'
import { rollUp } from './task-effects.ts'
import { removeTask } from './task-store.ts'
import { moveToProject } from './task-to-project.ts'
import { taskView } from './task-view.ts'
import { createTask, updateTask } from './task-write.ts'
import { readTasklistKeys } from './tasklist-calls.ts'
import { addTasklist, changeTasklist, removeTasklist, tasklistView } from './tasklist-store.ts'

function addTask(desk: Desk): Fields {
  const { project: _link, ...body } = desk.fields
  return taskView(desk.world, createTask(desk.world, desk.actor, linkedProject(desk), body))
}

/** `project` moves it there. */
function editTask(desk: Desk): Fields {
  const { world, actor, id, fields } = desk
  const { project, ...rest } = fields
  const found = rowOf(world.tasks, id, 'task')
  const task = project === undefined ? found : moveToProject(world, actor, found, linkedProject(desk))
  return taskView(world, Object.keys(rest).length === 0 ? task : updateTask(world, actor, task, rest))
}

function removeOneTask({ world, actor, id }: Desk): Fields {
  const task = rowOf(world.tasks, id, 'task')
  const view = taskView(world, task)
  removeTask(world, actor, task)
  rollUp(world, actor, task.parent, task.project)
  return view
}

function addList(desk: Desk): Fields {
  const { world, actor, fields } = desk
  const project = linkedProject(desk)
  const { flag = 'internal', milestone = null } = readTasklistKeys(world, project.id, fields)
  const name = textField(fields, 'name')
  const list = addTasklist(world, actor, project.id, { name, flag, milestone, general: false })
  return tasklistView(world, list)
}

function editList({ world, actor, id, fields }: Desk): Fields {
  const list = rowOf(world.tasklists, id, 'tasklist')
  const changes = readTasklistKeys(world, list.project, fields)
  return tasklistView(world, changeTasklist(world, actor, list, changes))
}

function removeList({ world, actor, id }: Desk): Fields {
  const list = rowOf(world.tasklists, id, 'tasklist')
  const view = tasklistView(world, list)
  removeTasklist(world, actor, list)
  return view
}

function addOneMilestone(desk: Desk): Fields {
  const { project: _link, ...body } = desk.fields
  return milestoneView(desk.world, addMilestone(desk.world, linkedProject(desk), body))
}

export function taskLink(fields: Fields): string {
  const link = fields.task
  return isFields(link) ? textField(link, 'id') : textField(fields, 'task')
}

export const taskDeeds: Readonly<Record<string, Deeds>> = {
  Tasks: { add: addTask, edit: editTask, remove: removeOneTask },
  Tasklists: { add: addList, edit: editList, remove: removeList },
  Milestones: { add: addOneMilestone },
}
