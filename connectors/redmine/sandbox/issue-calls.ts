import { type Answer, bare, invalid } from './answer.ts'
import { type Actor, type Call, type Given, included, numberIn, textIn } from './call.ts'
import { deriveAbove } from './derive.ts'
import { checkOrder, moveFollowers } from './follow.ts'
import { printIssue, printJournals, printStatus } from './issue-print.ts'
import { takeFields } from './issue-take.ts'
import { addJournal, recordIssue } from './record.ts'
import { edits, rolesIn, sees } from './rights.ts'
import type { Issue, Project } from './rows.ts'
import { allowedStatuses } from './statuses.ts'
import { childrenOf, isClosed } from './tree.ts'
import { nextId, stamp, type World } from './world.ts'

/** An issue that the caller may see: 401 for a stranger, 403 for a user without the right, 404 where there is none. */
export function issueFor({ world, actor, id }: Call): { readonly issue: Issue; readonly project: Project } {
  const issue = world.issues.get(numberIn(id) ?? 0)
  const project = issue && world.projects.get(issue.project)
  if (!issue || !project) throw bare(404)
  if (!sees(world, actor, project)) throw bare(actor.user ? 403 : 401)
  return { issue, project }
}

export function showIssue(call: Call): Answer {
  const { world, actor } = call
  const { issue } = issueFor(call)
  const include = included(call)
  const allowed = include.includes('allowed_statuses') && world.switches.get('allowed-statuses') === 'told'
  const more = {
    ...(include.includes('journals') ? { journals: printJournals(world, issue) } : {}),
    ...(include.includes('children') ? { children: printChildren(world, issue) } : {}),
    ...(allowed ? { allowed_statuses: allowedStatuses(world, actor, issue).map(printStatus) } : {}),
  }
  return { status: 200, body: { issue: { ...printIssue(world, issue), ...more } } }
}

/** Left out where there are none. */
function printChildren(world: World, issue: Issue) {
  const children = childrenOf(world, issue)
  if (children.length === 0) return undefined
  return children.map(({ id, tracker, subject }) => ({ id, tracker: { id: tracker }, subject }))
}

export function createIssue({ world, actor, given }: Call): Answer {
  if (!actor.user) throw bare(401)
  const issue = addIssue(world, actor, given)
  const body = { issue: printIssue(world, issue) }
  return { status: 201, body, headers: { location: `/issues/${issue.id}` } }
}

/** Adds an issue, or throws the sentences that say why not. */
export function addIssue(world: World, actor: Actor, given: Given): Issue {
  const wanted = textIn(given.project_id) ?? ''
  const project = [...world.projects.values()].find(
    one => String(one.id) === wanted || one.identifier === wanted,
  )
  const subject = textIn(given.subject) ?? ''
  const noSubject = subject.trim() === '' ? ['Subject cannot be blank'] : []
  if (!project || !edits(world, actor, project))
    throw invalid(
      ...noSubject,
      'Project cannot be blank',
      'Tracker cannot be blank',
      'Status cannot be blank',
    )
  const issue = blank(world, actor, project)
  const errors = takeFields({ world, actor, issue, given, isNew: true })
  if (errors.length > 0) throw invalid(...errors)
  issue.closedOn = isClosed(world, issue) ? issue.created : null
  world.issues.set(issue.id, issue)
  recordIssue(world, actor, 'add', null, issue)
  deriveAbove(world, issue)
  return issue
}

function blank(world: World, { user }: Actor, project: Project): Issue {
  const now = stamp(world)
  const standard = [...world.priorities.values()].find(one => one.standard)
  return {
    id: nextId(world, 'issues', world.issues),
    project: project.id,
    tracker: project.trackers[0] ?? 1,
    status: 1,
    priority: standard?.id ?? 1,
    author: user?.id ?? 0,
    assigned: null,
    parent: null,
    subject: '',
    description: null,
    start: world.switches.get('start-today') === 'yes' ? now.slice(0, 10) : null,
    due: null,
    done: 0,
    estimated: null,
    values: new Map(),
    created: now,
    updated: now,
    closedOn: null,
    journals: [],
  }
}

/** 204, whatever became of it. */
export function updateIssue(call: Call): Answer {
  const { world, actor, given } = call
  const { issue, project } = issueFor(call)
  if (!actor.user) throw bare(401)
  if (project.status !== 1) throw bare(403)
  if (edits(world, actor, project)) changeIssue(world, actor, issue, given)
  // Who may only comment gets the same answer, and the time moves.
  else issue.updated = stamp(world)
  return { status: 204 }
}

/** Changes an issue and what hangs on it, or throws what is wrong and leaves it as it was. */
export function changeIssue(world: World, actor: Actor, issue: Issue, given: Given): void {
  const before = structuredClone(issue)
  const draft = { ...structuredClone(issue), journals: issue.journals }
  const errors = takeFields({ world, actor, issue: draft, given, isNew: false })
  if (errors.length > 0) throw invalid(...errors)
  checkOrder(world, draft)
  if (isClosed(world, draft) && !isClosed(world, before)) draft.closedOn = stamp(world)
  draft.updated = stamp(world)
  Object.assign(issue, draft)
  addJournal(world, actor, before, issue, given)
  recordIssue(world, actor, 'edit', before, issue)
  deriveAbove(world, issue)
  if (before.parent !== issue.parent) deriveAbove(world, before)
  moveFollowers(world, actor, issue)
}

export function deleteIssue(call: Call): Answer {
  const { world, actor } = call
  const { issue, project } = issueFor(call)
  const may = rolesIn(world, actor, project.id).some(role => role.edits)
  if (!may || project.status !== 1) throw bare(403)
  removeIssue(world, actor, issue)
  return { status: 204 }
}

/** For good, and with everything below it. */
export function removeIssue(world: World, actor: Actor, issue: Issue): void {
  for (const child of childrenOf(world, issue)) removeIssue(world, actor, child)
  world.issues.delete(issue.id)
  for (const [id, { from, to }] of world.relations)
    if (from === issue.id || to === issue.id) world.relations.delete(id)
  recordIssue(world, actor, 'remove', issue, null)
  deriveAbove(world, issue)
}
