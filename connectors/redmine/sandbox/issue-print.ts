import type { Issue, Named, Status } from './rows.ts'
import { customFieldsOf, type World } from './world.ts'

export function named(row: Named | undefined) {
  return row ? { id: row.id, name: row.name } : undefined
}

export function printStatus({ id, name, closed }: Status) {
  return { id, name, is_closed: closed }
}

export function nameOfUser(world: World, id: number | null) {
  const user = id === null ? undefined : world.users.get(id)
  return user ? { id: user.id, name: `${user.firstname} ${user.lastname}` } : undefined
}

export function printValues(
  world: World,
  on: 'issue' | 'project',
  values: ReadonlyMap<number, string | null>,
) {
  return customFieldsOf(world, on).map(({ id, name }) => ({ id, name, value: values.get(id) ?? null }))
}

/** An issue as lists and single reads show it; what is empty and names another record is left out. */
export function printIssue(world: World, issue: Issue) {
  const status = world.statuses.get(issue.status)
  return {
    id: issue.id,
    project: named(world.projects.get(issue.project)),
    tracker: named(world.trackers.get(issue.tracker)),
    status: status && printStatus(status),
    priority: named(world.priorities.get(issue.priority)),
    author: nameOfUser(world, issue.author),
    assigned_to: nameOfUser(world, issue.assigned),
    parent: issue.parent === null ? undefined : { id: issue.parent },
    subject: issue.subject,
    description: issue.description,
    start_date: issue.start,
    due_date: issue.due,
    done_ratio: issue.done,
    is_private: false,
    estimated_hours: issue.estimated,
    custom_fields: printValues(world, 'issue', issue.values),
    created_on: issue.created,
    updated_on: issue.updated,
    closed_on: issue.closedOn,
  }
}

export function printJournals(world: World, { journals }: Issue) {
  return journals.map(({ id, user, notes, isPrivate, created, details }) => ({
    id,
    user: nameOfUser(world, user),
    notes,
    created_on: created,
    private_notes: isPrivate,
    details,
  }))
}
