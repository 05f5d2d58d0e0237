import { type Answer, bare } from './answer.ts'
import { type Actor, type Call, type Given, numberIn, textIn } from './call.ts'
import { record } from './record.ts'
import { edits, sees } from './rights.ts'
import type { Issue, Journal } from './rows.ts'
import type { World } from './world.ts'

interface Placed {
  readonly issue: Issue
  readonly journal: Journal
}

/** An entry of some issue's history, or nothing. */
export function journalNamed(world: World, id: unknown): Placed | null {
  const wanted = numberIn(id)
  for (const issue of world.issues.values()) {
    const journal = issue.journals.find(one => one.id === wanted)
    if (journal) return { issue, journal }
  }
  return null
}

/** The words of an entry are changed; the issue's time stays (observed on 5.0.4). */
export function updateJournal({ world, actor, id, given }: Call): Answer {
  const found = journalNamed(world, id)
  const project = found && world.projects.get(found.issue.project)
  if (!found || !project) throw bare(404)
  if (!sees(world, actor, project) || !edits(world, actor, project)) throw bare(actor.user ? 403 : 401)
  changeJournal(world, actor, found, given)
  return { status: 204 }
}

/** An entry without words that tells of no change either is no entry any more. */
export function changeJournal(world: World, actor: Actor, { issue, journal }: Placed, given: Given): void {
  const notes = 'notes' in given ? (textIn(given.notes) ?? '') : journal.notes
  const isPrivate = 'private_notes' in given ? given.private_notes === true : journal.isPrivate
  const after = { ...journal, notes, isPrivate }
  const isGone = notes.trim() === '' && journal.details.length === 0
  issue.journals.splice(issue.journals.indexOf(journal), 1, ...(isGone ? [] : [after]))
  record(world, actor, {
    does: isGone ? 'remove' : 'edit',
    module: 'journals',
    id: String(journal.id),
    before: { ...journal },
    after: isGone ? null : { ...after },
  })
}
