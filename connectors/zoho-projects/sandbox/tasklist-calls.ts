import { type Answer, type Call, found, linkedId, param, type Route, readBody, route } from './call.ts'
import { envelope } from './page.ts'
import { text } from './project-keys.ts'
import { openProject } from './project-store.ts'
import { badValue, missingKey } from './refusal.ts'
import type { Fields, Tasklist } from './rows.ts'
import { sorted } from './sort.ts'
import {
  addTasklist,
  changeTasklist,
  generalList,
  removeTasklist,
  tasklistsOf,
  tasklistView,
} from './tasklist-store.ts'
import type { World } from './world.ts'

function openTasklist(call: Call): Tasklist {
  const project = openProject(call)
  return found(tasklistsOf(call.world, project.id).find(list => list.id === param(call, 'tasklist')))
}

function list(call: Call): Answer {
  const lists = tasklistsOf(call.world, openProject(call).id)
  const views = lists.map(one => tasklistView(call.world, one))
  return envelope(call, 'tasklists', sorted(views, call.query.get('sort_by')))
}

/** Only nested links count; a flat `milestone_id` is taken and dropped. */
export function readTasklistKeys(world: World, project: string, body: Fields): Partial<Tasklist> {
  const { name, flag, milestone } = body
  return {
    ...(name === undefined ? {} : { name: text('name', name, 1000, 1) }),
    ...(flag === undefined ? {} : { flag: readFlag(flag) }),
    ...(milestone === undefined ? {} : { milestone: readMilestone(world, project, milestone) }),
  }
}

function readFlag(value: unknown): string {
  if (value !== 'internal' && value !== 'external') throw badValue('flag')
  return value
}

function readMilestone(world: World, project: string, value: unknown): string | null {
  if (value === null) return null
  const id = linkedId(value, 'milestone')
  if (world.milestones.get(id)?.project !== project) throw badValue('milestone')
  return id
}

function create(call: Call): Answer {
  const { world, actor } = call
  const project = openProject(call)
  const { name, flag = 'internal', milestone = null } = readTasklistKeys(world, project.id, readBody(call))
  if (name === undefined) throw missingKey('name')
  const made = addTasklist(world, actor, project.id, { name, flag, milestone, general: false })
  return { status: 201, body: tasklistView(world, made) }
}

function createDefault(call: Call): Answer {
  const project = openProject(call)
  const flag = readFlag(readBody(call).flag)
  return { status: 201, body: tasklistView(call.world, generalList(call.world, call.actor, project, flag)) }
}

function patch(call: Call): Answer {
  const before = openTasklist(call)
  const changes = readTasklistKeys(call.world, before.project, readBody(call))
  return {
    status: 200,
    body: tasklistView(call.world, changeTasklist(call.world, call.actor, before, changes)),
  }
}

function remove(call: Call): Answer {
  removeTasklist(call.world, call.actor, openTasklist(call))
  return { status: 204 }
}

const lists = 'projects/:project/tasklists'

export const tasklistRoutes: readonly Route[] = [
  route('GET', lists, 'tasklists.READ', list),
  route('POST', lists, 'tasklists.CREATE', create),
  route('POST', 'projects/:project/default-tasklists', 'tasklists.CREATE', createDefault),
  route('GET', `${lists}/:tasklist`, 'tasklists.READ', call => ({
    status: 200,
    body: tasklistView(call.world, openTasklist(call)),
  })),
  route('PATCH', `${lists}/:tasklist`, 'tasklists.UPDATE', patch),
  route('DELETE', `${lists}/:tasklist`, 'tasklists.DELETE', remove),
]
