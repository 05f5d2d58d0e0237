import type { Actor } from './call.ts'
import { changeProject } from './project-store.ts'
import type { Task } from './rows.ts'
import { firstStatus, isClosed } from './status-rows.ts'
import { changeTask } from './task-store.ts'
import { children } from './task-view.ts'
import type { World } from './world.ts'
import { dayIn } from './zone.ts'

/** One write can change many tasks: the vendor's own follow-ups, in its own order. */
export function followUp(
  world: World,
  actor: Actor,
  before: Task | null,
  after: Task,
  seen: readonly string[] = [],
): void {
  if (seen.includes(after.id)) return
  const met = [...seen, after.id]
  if (before) cascade(world, actor, before, after, met)
  closeSubtasks(world, actor, after)
  reopenParent(world, actor, after)
  rollUp(world, actor, after.parent, after.project)
}

/** A hard link moves the successors by as much as the end moved; a soft one moves nothing. */
function cascade(world: World, actor: Actor, before: Task, after: Task, seen: readonly string[]): void {
  if (before.end === null || after.end === null || before.end === after.end) return
  if (world.switches.get('dependency-cascade') === 'soft') return
  const by = Date.parse(after.end) - Date.parse(before.end)
  for (const next of world.tasks.on(after.project)) {
    const linked = next.predecessors.some(link => link.id === after.id)
    if (!linked || seen.includes(next.id)) continue
    const changes = { start: shifted(next.start, by), end: shifted(next.end, by) }
    followUp(world, actor, next, changeTask(world, actor, next, changes, 'cascade'), seen)
  }
}

function shifted(moment: string | null, by: number): string | null {
  return moment === null ? null : new Date(Date.parse(moment) + by).toISOString()
}

function closeSubtasks(world: World, actor: Actor, task: Task): void {
  if (world.switches.get('open-subtasks') !== 'close-subtasks' || !isClosed(world, task.status)) return
  for (const child of children(world, task)) {
    if (isClosed(world, child.status)) continue
    const changes = closing(world, task.status)
    closeSubtasks(world, actor, changeTask(world, actor, child, changes, 'cascade'))
  }
}

export function closing(world: World, status: string): Partial<Task> {
  return { status, percent: 100, completedOn: new Date(world.clock.now()).toISOString() }
}

function reopenParent(world: World, actor: Actor, task: Task): void {
  const parent = task.parent === null ? undefined : world.tasks.get(task.parent)
  if (world.switches.get('closed-parent') !== 'reopen-parent' || !parent) return
  if (isClosed(world, task.status) || !isClosed(world, parent.status)) return
  const changes = { status: firstStatus(world, 'tasks', false), percent: 0, completedOn: null }
  reopenParent(world, actor, changeTask(world, actor, parent, changes, 'cascade'))
}

/** Dates and percent climb from subtask to task to project. */
export function rollUp(world: World, actor: Actor, parentId: string | null, projectId: string): void {
  if (world.projects.get(projectId)?.rollup !== true) return
  const parent = parentId === null ? undefined : world.tasks.get(parentId)
  if (parent) rollUpParent(world, actor, parent)
  else rollUpProject(world, actor, projectId)
}

function rollUpParent(world: World, actor: Actor, parent: Task): void {
  const changes = summed(children(world, parent))
  const moved =
    changes.start !== parent.start || changes.end !== parent.end || changes.percent !== parent.percent
  if (moved) changeTask(world, actor, parent, changes, 'cascade')
  rollUp(world, actor, parent.parent, parent.project)
}

function summed(tasks: readonly Task[]) {
  const starts = tasks.flatMap(task => task.start ?? []).sort()
  const ends = tasks.flatMap(task => task.end ?? []).sort()
  const total = tasks.reduce((sum, task) => sum + task.percent, 0)
  return {
    start: starts[0] ?? null,
    end: ends.at(-1) ?? null,
    percent: tasks.length === 0 ? 0 : Math.round(total / tasks.length),
  }
}

function rollUpProject(world: World, actor: Actor, id: string): void {
  const project = world.projects.get(id)
  const roots = world.tasks.on(id).filter(task => task.parent === null)
  const sum = summed(roots)
  const start = sum.start === null ? (project?.start ?? null) : dayIn(world.zone, sum.start)
  const end = sum.end === null ? (project?.end ?? null) : dayIn(world.zone, sum.end)
  if (!project || (project.start === start && project.end === end)) return
  changeProject(world, actor, project, { start, end })
}
