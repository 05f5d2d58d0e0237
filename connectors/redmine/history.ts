import { type Editor, type Session, unlessGone } from '#spi'
import { readIssue } from './read.ts'

/** How Redmine's history names our fields (redmine.org/projects/redmine/wiki/Rest_IssueJournals). */
const names: Readonly<Record<string, string>> = {
  title: 'subject',
  description: 'description',
  startDate: 'start_date',
  dueDate: 'due_date',
  priority: 'priority_id',
  status: 'status_id',
  closed: 'status_id',
  owner: 'assigned_to_id',
  project: 'project_id',
  parent: 'parent_id',
  tracker: 'tracker_id',
  progress: 'done_ratio',
}

/** How an entry of the history names a field; nothing where it tells of none. */
export function inHistory(field: string): { readonly property: string; readonly name: string } | null {
  const custom = /^cf_(\d+)$/.exec(field)?.[1]
  if (custom !== undefined) return { property: 'cf', name: custom }
  const name = names[field]
  return name === undefined ? null : { property: 'attr', name }
}

/**
 * Who gave an issue's field its value: the newest entry that names the field, else whoever made the issue. Projects
 * have no history.
 */
export async function lastEditor(
  session: Session,
  entity: string,
  id: string,
  field: string,
): Promise<Editor | null> {
  if (entity !== 'task') return null
  const told = inHistory(field)
  const issue = told && (await unlessGone(() => readIssue(session, id, 'journals')))
  if (!issue) return null
  const entry = issue.journals?.findLast(one =>
    one.details?.some(({ property, name }) => property === told.property && name === told.name),
  )
  const user = entry ? entry.user : issue.author
  return user ? { userId: user.id } : null
}
