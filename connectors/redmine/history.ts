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
  const custom = /^cf_(\d+)$/.exec(field)?.[1]
  const [property, name] = custom === undefined ? ['attr', names[field]] : ['cf', custom]
  const issue = name === undefined ? null : await unlessGone(() => readIssue(session, id, 'journals'))
  if (!issue) return null
  const entry = issue.journals?.findLast(one =>
    one.details?.some(detail => detail.property === property && detail.name === name),
  )
  const user = entry ? entry.user : issue.author
  return user ? { userId: user.id } : null
}
