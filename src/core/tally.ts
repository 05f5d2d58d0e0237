import type { Fields } from './value.ts'

/** How many tasks of a project there are, by what they last showed. */
export interface TaskCounts {
  readonly open: number
  readonly closed: number
  /** Open ones whose due date has passed. */
  readonly overdue: number
}

/** What Baton itself counts of a project, by the names under which a mapping can carry it to the CRM. */
export const tallyFields = ['tasksOpen', 'tasksClosed', 'tasksOverdue', 'tasksPercent'] as const
export type TallyField = (typeof tallyFields)[number]

export const tallyTitles: Readonly<Record<TallyField, string>> = {
  tasksOpen: 'Open tasks (counted)',
  tasksClosed: 'Closed tasks (counted)',
  tasksOverdue: 'Overdue tasks (counted)',
  tasksPercent: 'Percent of the tasks closed (counted)',
}

/** A project without tasks is at no percentage at all. A hundred means that nothing is open, so it is never rounded up to. */
export function tallyOf({ open, closed, overdue }: TaskCounts): Fields {
  const all = open + closed
  const percent = all === 0 ? null : Math.floor((closed / all) * 100)
  return { tasksOpen: open, tasksClosed: closed, tasksOverdue: overdue, tasksPercent: percent }
}
