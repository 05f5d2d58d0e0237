import { type Fields, type Row, rejected, type Session, VendorError } from '#spi'
import * as api from './api.ts'
import { list } from './client.ts'
import { keyFieldIn } from './facts.ts'
import { identifierOf } from './keys.ts'
import { projectEntity, projectMade } from './read.ts'
import { copiesMissing } from './template.ts'
import { taskRow } from './translate.ts'

/** The row that a create with this key made, once it was made whole: a project with all of its template. */
export async function find(
  session: Session,
  entity: string,
  key: string,
  fields: Fields,
): Promise<Row | null> {
  if (entity === 'task') {
    const issue = await findIssue(session, key)
    return issue && !lacksStatus(issue, fields) ? taskRow(issue, session) : null
  }
  const project = await projectMade(session, identifierOf(key))
  if (project === null || project === 'hidden') return null
  const missing = entity === 'project' ? await copiesMissing(session, project, key, fields.template) : []
  return missing.length > 0 ? null : projectEntity(project, session, entity)
}

/** A new issue gets its status by a second call. While nobody has touched it since, the create is not done yet. */
export function lacksStatus(issue: api.Issue, { status }: Fields): boolean {
  return typeof status === 'string' && issue.status.name !== status && issue.created_on === issue.updated_on
}

/** Null where there is no field for our key: then nobody can tell. A copied issue carries the key too; the oldest is ours. */
export async function findIssue(session: Session, key: string): Promise<api.Issue | null> {
  const field = keyFieldIn(session.facts)
  if (!field) return null
  const query = { status_id: '*', [`cf_${field.id}`]: key, sort: 'id:asc' }
  const { items, unread } = await list(session, '/issues.json', 'issues', api.issue, query)
  const carries = (issue: api.Issue) =>
    issue.custom_fields?.some(one => one.id === field.id && one.value === key)
  // Where the field is no filter, all issues are listed; one that cannot be read may be ours.
  if (unread.length > 0)
    throw new VendorError({ kind: 'unexpected', message: unread[0]?.unread?.[''] ?? '' }, null)
  if (!items.every(carries))
    throw rejected(`The custom field "${field.name}" is not marked "Used as a filter" in Redmine`)
  return items[0] ?? null
}
