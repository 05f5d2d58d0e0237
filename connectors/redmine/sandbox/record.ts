import type { WriteEntry } from '#spi'
import { type Actor, type Given, textIn } from './call.ts'
import { printIssue } from './issue-print.ts'
import { printProject } from './project-print.ts'
import type { Detail, Issue, Project } from './rows.ts'
import { nextId, stamp, type World } from './world.ts'

/** Attributes that the history names, by Redmine's names for them. */
const attributes = {
  subject: 'subject',
  description: 'description',
  start: 'start_date',
  due: 'due_date',
  status: 'status_id',
  priority: 'priority_id',
  assigned: 'assigned_to_id',
  parent: 'parent_id',
  project: 'project_id',
  tracker: 'tracker_id',
  done: 'done_ratio',
} as const

/** An entry in an issue's own history; a save that changes nothing and says nothing leaves none. */
export function addJournal(world: World, actor: Actor, before: Issue, after: Issue, given: Given = {}): void {
  const { user } = actor
  const notes = textIn(given.notes) ?? ''
  const details = [...attributeChanges(before, after), ...valueChanges(before, after)]
  if ((details.length === 0 && notes.trim() === '') || !user) return
  const id = nextId(world, 'journals')
  const isPrivate = given.private_notes === true
  const journal = { id, user: user.id, notes, isPrivate, created: stamp(world), details }
  after.journals.push(journal)
  if (notes.trim() !== '')
    record(world, actor, {
      does: 'add',
      module: 'journals',
      id: String(id),
      before: null,
      after: { ...journal, issue: after.id },
    })
}

function attributeChanges(before: Issue, after: Issue): readonly Detail[] {
  const keys = Object.keys(attributes) as (keyof typeof attributes)[]
  return keys
    .filter(key => before[key] !== after[key])
    .map(key => change('attr', attributes[key], before[key], after[key]))
}

function valueChanges(before: Issue, after: Issue): readonly Detail[] {
  return [...after.values]
    .filter(([id, value]) => (before.values.get(id) ?? null) !== value)
    .map(([id, value]) => change('cf', String(id), before.values.get(id) ?? null, value))
}

function change(
  property: Detail['property'],
  name: string,
  old: string | number | null,
  now: string | number | null,
): Detail {
  const text = (value: string | number | null) => (value === null ? null : String(value))
  return { property, name, old_value: text(old), new_value: text(now) }
}

export function recordIssue(
  world: World,
  actor: Actor,
  does: WriteEntry['does'],
  before: Issue | null,
  after: Issue | null,
): void {
  const id = (after ?? before)?.id
  const print = (issue: Issue | null) => issue && shownIssue(world, issue)
  record(world, actor, { does, module: 'issues', id: String(id), before: print(before), after: print(after) })
}

/** An issue as the box's history shows it. */
export function shownIssue(world: World, issue: Issue) {
  return { ...printIssue(world, issue), notes: notesOf(issue) }
}

/** An edit that only says something is no edit of nothing. */
function notesOf({ journals }: Issue): readonly number[] {
  return journals.filter(({ notes }) => notes.trim() !== '').map(({ id }) => id)
}

export function recordProject(
  world: World,
  actor: Actor,
  does: WriteEntry['does'],
  before: Project | null,
  after: Project | null,
): void {
  const id = (after ?? before)?.id
  const print = (project: Project | null) => project && printProject(world, project)
  record(world, actor, {
    does,
    module: 'projects',
    id: String(id),
    before: print(before),
    after: print(after),
  })
}

export function record(world: World, actor: Actor, entry: Omit<WriteEntry, 'at' | 'by'>): void {
  world.history.push({ at: new Date(world.now()).toISOString(), by: actor.by, ...entry })
}
