import { badRule, operational } from './refusal.ts'
import type { Milestone, Project, Task } from './rows.ts'
import { isClosed } from './status-rows.ts'
import type { TaskSite } from './task-keys.ts'
import { children } from './task-view.ts'
import type { World } from './world.ts'
import { dayIn } from './zone.ts'

type Rule = (draft: Task, site: TaskSite) => Task

/** The vendor's business rules on statuses: each lets the draft pass, takes the status back, or refuses. */
export function obeyStatusRules(draft: Task, site: TaskSite): Task {
  return [blueprint, closedParent, openSubtasks].reduce((task, rule: Rule) => rule(task, site), draft)
}

export function obeyDateRules(draft: Task, site: TaskSite): Task {
  return [rollupParent, strictDates, lag].reduce((task, rule: Rule) => rule(task, site), draft)
}

function refuse(world: World, field: string, message: string): never {
  throw badRule(world.switches.amount('rule-status'), field, message)
}

function takeBack(draft: Task, { before }: TaskSite): Task {
  return { ...draft, status: before.status, percent: before.percent }
}

function blueprint(draft: Task, site: TaskSite): Task {
  const mode = site.world.switches.get('blueprint')
  if (mode === 'off' || site.fresh || site.actor.person || draft.status === site.before.status) return draft
  if (mode === 'refuse') refuse(site.world, 'status', 'The blueprint does not allow this transition.')
  return takeBack(draft, site)
}

function closedParent(draft: Task, site: TaskSite): Task {
  const { world, before } = site
  const parent = draft.parent === null ? undefined : world.tasks.get(draft.parent)
  const reopens = isClosed(world, before.status) && !isClosed(world, draft.status)
  if (!reopens || site.fresh || !parent || !isClosed(world, parent.status)) return draft
  const mode = world.switches.get('closed-parent')
  if (mode === 'refuse') refuse(world, 'status', world.switches.get('closed-parent-message'))
  return mode === 'ignore' ? takeBack(draft, site) : draft
}

function openSubtasks(draft: Task, site: TaskSite): Task {
  const { world, before } = site
  const closes = !isClosed(world, before.status) && isClosed(world, draft.status)
  const open = children(world, draft).some(child => !isClosed(world, child.status))
  if (!closes || site.fresh || !open) return draft
  const mode = world.switches.get('open-subtasks')
  if (mode === 'refuse') refuse(world, 'status', 'The task has open subtasks.')
  return mode === 'ignore' ? takeBack(draft, site) : draft
}

/** In a roll-up project a parent's dates and percent are its subtasks', whatever is written to it. */
function rollupParent(draft: Task, { world, project, before }: TaskSite): Task {
  if (!project.rollup || children(world, draft).length === 0) return draft
  const same = draft.start === before.start && draft.end === before.end && draft.percent === before.percent
  if (same) return draft
  if (world.switches.get('rollup-parent-dates') === 'refuse')
    refuse(world, 'end_date', 'The dates of this task are rolled up from its subtasks.')
  return { ...draft, start: before.start, end: before.end, percent: before.percent }
}

interface Bounds {
  readonly from: string | null
  readonly to: string | null
}

/** Strict projects keep subtasks inside the parent task, tasks inside the milestone, else the project. */
function bounds(task: Task, world: World, project: Project): Bounds {
  const day = (moment: string | null | undefined) => (moment ? dayIn(world.zone, moment) : null)
  const parent = task.parent === null ? undefined : world.tasks.get(task.parent)
  const milestone = milestoneOf(task, world)
  return {
    from: day(parent?.start) ?? milestone?.start ?? project.start,
    to: day(parent?.end) ?? milestone?.end ?? project.end,
  }
}

function milestoneOf(task: Task, world: World): Milestone | undefined {
  const id = world.tasklists.get(task.tasklist)?.milestone ?? null
  return id === null ? undefined : world.milestones.get(id)
}

function strictDates(draft: Task, { world, project, before }: TaskSite): Task {
  const mode = world.switches.get('strict-dates')
  if (!project.strict || mode === 'allow') return draft
  const within = bounds(draft, world, project)
  const badStart = draft.start !== before.start && outside(world, draft.start, within)
  const badEnd = draft.end !== before.end && outside(world, draft.end, within)
  if (mode === 'refuse' && (badEnd || badStart))
    refuse(world, badEnd ? 'end_date' : 'start_date', world.switches.get('strict-message'))
  return {
    ...draft,
    start: badStart ? before.start : draft.start,
    end: badEnd ? before.end : draft.end,
  }
}

function outside(world: World, moment: string | null, within: Bounds): boolean {
  if (moment === null) return false
  const day = dayIn(world.zone, moment)
  return (within.from !== null && day < within.from) || (within.to !== null && day > within.to)
}

/** The draft has lost its lag when the body says `remove_dependency_lag`. */
function lag(draft: Task, { before, actor }: TaskSite): Task {
  const moved = draft.start !== before.start || draft.end !== before.end
  if (!moved || actor.person || draft.predecessors.every(link => link.lag === 0)) return draft
  const title = 'CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG'
  throw operational(403, title, 'The task has a dependency lag.', 'zp.timelag.alert')
}
