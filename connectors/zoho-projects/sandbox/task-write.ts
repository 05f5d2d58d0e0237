import type { Actor } from './call.ts'
import { missingKey } from './refusal.ts'
import type { Fields, Project, Task } from './rows.ts'
import { firstStatus, isClosed } from './status-rows.ts'
import { checkOrder, endAfter } from './task-dates.ts'
import { closing, followUp, rollUp } from './task-effects.ts'
import { readTaskKeys, type TaskSite } from './task-keys.ts'
import { obeyDateRules, obeyStatusRules } from './task-rules.ts'
import { addTask, changeTask, nextNumber } from './task-store.ts'
import { children } from './task-view.ts'
import { generalList } from './tasklist-store.ts'
import type { World } from './world.ts'

/** Makes a task from a body as the API takes it; the screen comes through here too. */
export function createTask(world: World, actor: Actor, project: Project, body: Fields): Task {
  const blank = { ...blankTask(world, actor, project), via: actor.person ? 'web' : 'api' }
  const site = { world, actor, project, before: blank, fresh: true }
  const changes = readTaskKeys(body, site)
  if (blank.name === '' && changes.name === undefined) throw missingKey('name')
  const draft = decide({ ...blank, ...changes }, site)
  const tasklist = draft.tasklist === '' ? generalList(world, actor, project).id : draft.tasklist
  const at = world.clock.stamp()
  const id = world.nextId()
  const task = addTask(world, actor, { ...draft, id, tasklist, created: at, modified: at }, 'asked')
  followUp(world, actor, null, task)
  return world.tasks.get(id) ?? task
}

export function updateTask(world: World, actor: Actor, before: Task, body: Fields): Task {
  const project = world.projects.get(before.project)
  if (!project) return before
  const site = { world, actor, project, before, fresh: false }
  return writeTask(decide({ ...before, ...readTaskKeys(body, site) }, site), site)
}

export function writeTask(draft: Task, { world, actor, before }: TaskSite): Task {
  const same = JSON.stringify(draft) === JSON.stringify(before)
  if (same && world.switches.get('no-op-write') === 'nothing') return before
  const after = changeTask(world, actor, before, draft, 'asked')
  if (draft.tasklist !== before.tasklist) takeAlong(world, after)
  followUp(world, actor, before, after)
  if (before.parent !== after.parent) rollUp(world, actor, before.parent, before.project)
  return world.tasks.get(after.id) ?? after
}

/** Subtasks lie in the list of their parent. */
function takeAlong(world: World, parent: Task): void {
  for (const child of children(world, parent)) {
    const moved = { ...child, tasklist: parent.tasklist }
    world.tasks.set(child.id, moved)
    takeAlong(world, moved)
  }
}

function decide(draft: Task, site: TaskSite): Task {
  const dated = withEnd(draft, site)
  checkOrder(dated)
  const ruled = obeyStatusRules(closedByPercent(dated, site), site)
  return obeyDateRules(withProgress(ruled, site), site)
}

function withEnd(draft: Task, { before }: TaskSite): Task {
  if (draft.end !== null || draft.duration === before.duration) return draft
  return { ...draft, end: endAfter(draft.start, draft.duration) }
}

function closedByPercent(draft: Task, { world, before }: TaskSite): Task {
  const done = draft.percent === 100 && before.percent !== 100 && draft.status === before.status
  if (!done || !world.switches.on('percent-100-closes') || isClosed(world, draft.status)) return draft
  return { ...draft, status: firstStatus(world, 'tasks', true) }
}

/** Closing makes it 100 %; opening it again clears the day of completion. */
function withProgress(draft: Task, { world, before }: TaskSite): Task {
  const closed = isClosed(world, draft.status)
  if (closed === isClosed(world, before.status)) return draft
  if (closed) return { ...draft, ...closing(world, draft.status) }
  const percent = draft.percent === 100 ? 0 : draft.percent
  return { ...draft, percent, completedOn: null }
}

function blankTask(world: World, actor: Actor, project: Project): Task {
  return {
    id: '',
    number: nextNumber(world, project.id),
    project: project.id,
    tasklist: '',
    parent: null,
    name: '',
    description: '',
    status: firstStatus(world, 'tasks', false),
    priority: 'none',
    start: null,
    end: null,
    duration: null,
    percent: 0,
    completedOn: null,
    owners: [],
    work: {},
    billing: 'none',
    tags: [],
    predecessors: [],
    reminder: false,
    recurrence: false,
    custom: {},
    via: 'api',
    created: '',
    modified: '',
    createdBy: actor.user.zpuid,
    updatedBy: actor.user.zpuid,
  }
}
