import { type Actor, type Given, numberIn, textIn } from './call.ts'
import { derives } from './derive.ts'
import { rolesIn } from './rights.ts'
import type { Issue } from './rows.ts'
import { allowedStatuses } from './statuses.ts'
import { isBelow, isClosed, parentOf } from './tree.ts'
import { browserText, isDay, takeValues } from './values.ts'
import type { World } from './world.ts'

interface Taking {
  readonly world: World
  readonly actor: Actor
  readonly issue: Issue
  readonly given: Given
  readonly isNew: boolean
}

/** Takes what it may of what was given, drops the rest without a word, and answers what is wrong. */
export function takeFields(taking: Taking): readonly string[] {
  const parts = [takeTexts, takePlace, takeChoices, takeStatus, takeDates, takePerson, takeParent]
  const errors = parts.flatMap(part => part(taking))
  const { world, issue, given } = taking
  return [...errors, ...takeValues(world, 'issue', given, issue.values), ...datesInOrder(issue)]
}

function takeTexts({ issue, given }: Taking): readonly string[] {
  const subject = textIn(given.subject)
  if ('subject' in given && subject !== null) issue.subject = subject
  if ('description' in given) {
    const text = textIn(given.description)
    issue.description = text === null ? null : browserText(text)
  }
  if (issue.subject.trim() === '') return ['Subject cannot be blank']
  return issue.subject.length > 255 ? ['Subject is too long (maximum is 255 characters)'] : []
}

/** Another project is taken where there is one; an unknown one is dropped. */
function takePlace({ world, issue, given }: Taking): readonly string[] {
  const project = world.projects.get(numberIn(given.project_id) ?? 0)
  if (project?.status === 1) issue.project = project.id
  const tracker = numberIn(given.tracker_id)
  const offered = world.projects.get(issue.project)?.trackers ?? []
  if (tracker !== null && offered.includes(tracker)) issue.tracker = tracker
  else if (!offered.includes(issue.tracker)) issue.tracker = offered[0] ?? issue.tracker
  return []
}

function takeChoices({ world, issue, given }: Taking): readonly string[] {
  const errors: string[] = []
  if ('priority_id' in given && !derives(world, issue, 'priority')) {
    const priority = world.priorities.get(numberIn(given.priority_id) ?? 0)
    if (priority) issue.priority = priority.id
    else errors.push('Priority cannot be blank')
  }
  if ('done_ratio' in given && !derives(world, issue, 'progress')) {
    const done = Number(textIn(given.done_ratio) ?? 0) || 0
    if (done >= 0 && done <= 100) issue.done = Math.round(done)
    else errors.push('% Done is not included in the list')
  }
  if ('estimated_hours' in given) issue.estimated = Number(textIn(given.estimated_hours)) || null
  return errors
}

/** A status that is not allowed is dropped, and everything else of the same call is done. */
function takeStatus({ world, actor, issue, given, isNew }: Taking): readonly string[] {
  const wanted = numberIn(given.status_id)
  if (isNew && world.switches.get('first-status') === 'only-new') return []
  if (allowedStatuses(world, actor, issue).some(status => status.id === wanted)) issue.status = wanted ?? 0
  return []
}

function takeDates({ world, issue, given }: Taking): readonly string[] {
  if (derives(world, issue, 'dates')) return []
  return [
    ...takeDay(given, 'start_date', 'Start date', day => {
      issue.start = day
    }),
    ...takeDay(given, 'due_date', 'Due date', day => {
      issue.due = day
    }),
  ]
}

function takeDay(
  given: Given,
  key: string,
  label: string,
  keep: (day: string | null) => void,
): readonly string[] {
  if (!(key in given)) return []
  const text = textIn(given[key]) ?? ''
  if (text !== '' && !isDay(text)) return [`${label} is not a valid date`]
  keep(text === '' ? null : text)
  return []
}

function datesInOrder({ start, due }: Issue): readonly string[] {
  return start !== null && due !== null && due < start ? ['Due date must be greater than start date'] : []
}

/** Only members with an assignable role. A null is dropped; empty text takes the present one away. */
function takePerson({ world, issue, given }: Taking): readonly string[] {
  const text = textIn(given.assigned_to_id)
  if (text === null) return []
  if (text === '') {
    issue.assigned = null
    return []
  }
  const user = world.users.get(numberIn(text) ?? 0)
  const roles = user ? rolesIn(world, { by: '', user: { ...user, admin: false } }, issue.project) : []
  if (user?.status !== 1 || !roles.some(role => role.assignable)) return ['Assignee is invalid']
  issue.assigned = user.id
  return []
}

/** A new subtask under a closed parent is refused, whatever its status. */
function takeParent({ world, issue, given }: Taking): readonly string[] {
  const text = textIn(given.parent_issue_id)
  if (text === null) return []
  if (text === '') {
    issue.parent = null
    return []
  }
  const before = issue.parent
  const parent = world.issues.get(numberIn(text) ?? 0)
  if (!parent || isBelow(world, parent, issue)) return ['Parent task is invalid']
  issue.parent = parent.id
  const above = parentOf(world, issue)
  if (before === parent.id || !above || !isClosed(world, above)) return []
  return ['An open issue cannot be attached to a closed parent task']
}
