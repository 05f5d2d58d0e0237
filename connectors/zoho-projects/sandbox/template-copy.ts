import { type Actor, asId } from './call.ts'
import { badValue } from './refusal.ts'
import type { Fields, Project, Task, Tasklist } from './rows.ts'
import { firstStatus } from './status-rows.ts'
import { addTask, nextNumber } from './task-store.ts'
import { ancestors } from './task-view.ts'
import { addTasklist, tasklistsOf } from './tasklist-store.ts'
import type { World } from './world.ts'

/** The template or the project that `copy_from` names. */
export function copySource(world: World, body: Fields): Project | null {
  const given = body.copy_from
  if (given === undefined || given === null) return null
  const source = world.projects.get(asId(given) ?? '')
  if (!source || source.trashedAt !== null) throw badValue('copy_from')
  return source
}

/** What a new project takes from its template besides lists and tasks. */
export function copiedTraits(world: World, source: Project): Partial<Project> {
  const { strict, rollup, description, tags, budget, users } = source
  const custom = world.switches.on('copy-custom-fields') ? source.custom : {}
  return { strict, rollup, description, tags, budget, custom, users }
}

/** The answer to the create does not wait for the tasks when the vendor copies late. */
export function copyContents(world: World, actor: Actor, source: Project, target: Project): void {
  const copy = () => {
    for (const list of tasklistsOf(world, source.id)) copyList(world, actor, list, target)
  }
  const late = world.switches.get('template-copy') === 'late'
  const wait = world.switches.amount('template-copy-seconds') * 1000
  if (late) world.chores.push({ due: world.clock.now() + wait, run: copy })
  else copy()
}

function copyList(world: World, actor: Actor, list: Tasklist, target: Project): void {
  const { name, flag, general } = list
  const made = addTasklist(world, actor, target.id, { name, flag, general, milestone: null })
  const copies = new Map<string, string>()
  for (const task of parentsFirst(world, list)) {
    const parent = task.parent === null ? null : (copies.get(task.parent) ?? null)
    const number = nextNumber(world, target.id)
    copies.set(
      task.id,
      copyTask(world, actor, task, { project: target.id, number, tasklist: made.id, parent }),
    )
  }
}

function parentsFirst(world: World, list: Tasklist): readonly Task[] {
  const tasks = world.tasks.on(list.project).filter(task => task.tasklist === list.id)
  return tasks.sort((one, other) => ancestors(world, one).length - ancestors(world, other).length)
}

/** A copy starts open, undated and without owners. */
function copyTask(world: World, actor: Actor, task: Task, place: Partial<Task>): string {
  const at = world.clock.stamp()
  const user = actor.user.zpuid
  const fresh = {
    status: firstStatus(world, 'tasks', false),
    percent: 0,
    completedOn: null,
    start: null,
    end: null,
    owners: [],
    predecessors: [],
    custom: world.switches.on('copy-custom-fields') ? task.custom : {},
    via: actor.person ? 'web' : 'api',
    created: at,
    modified: at,
    createdBy: user,
    updatedBy: user,
  }
  const id = world.nextId()
  addTask(world, actor, { ...task, ...fresh, ...place, id }, 'copy')
  return id
}
