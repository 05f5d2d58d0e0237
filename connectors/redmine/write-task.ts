import {
  afterwards,
  asEarlier,
  attempt,
  type CreateWrite,
  type Fields,
  rejected,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  VendorError,
  type Write,
  type WriteResult,
} from '#spi'
import * as api from './api.ts'
import { issueBody } from './body.ts'
import { call, within } from './client.ts'
import { keyFieldIn } from './facts.ts'
import { findIssue, lacksStatus } from './find.ts'
import { readIssue, readProject } from './read.ts'
import { replacedBy } from './replaced.ts'
import { readSettings } from './settings.ts'
import { taskRow } from './translate.ts'

/** Creates, changes or deletes one issue. */
export async function writeTask(session: Session, write: Write): Promise<WriteResult> {
  if (write.op === 'create') return createTask(session, write)
  if (write.op === 'update') return updateTask(session, write)
  const present = await unchanged(session, write.id, write.ifVersion, 'children')
  const children = present.children?.length ?? 0
  if (children > 0)
    throw rejected(`Redmine would delete its ${children} subtasks with it, so Baton leaves it alone`)
  await call(session, 'DELETE', `/issues/${write.id}.json`)
  return { ok: true, row: null }
}

/** Looks before it creates, where there is a field for our key. */
async function createTask(session: Session, { key, fields }: CreateWrite): Promise<WriteResult> {
  const earlier = await findIssue(session, key)
  const issue = earlier ?? (await post(session, key, fields))
  const result = lacksStatus(issue, fields)
    ? await begin(session, issue, fields)
    : rowNow(taskRow(issue, session))
  return asEarlier(result, earlier !== null)
}

/**
 * The workflow usually lets an issue begin in one status only, and drops any other without a word. Where the second
 * call is refused too, the create is refused: its key finds the issue again once another status is asked for.
 */
async function begin(session: Session, issue: api.Issue, { status = null }: Fields): Promise<WriteResult> {
  const write = { op: 'update', id: issue.id, ifVersion: null, fields: { status } } as const
  const result = await attempt(() => updateTask(session, write))
  if (result.ok) return result
  if (result.failure.kind === 'gone') return { ...result, unanswered: true, made: issue.id }
  if (result.failure.kind !== 'rejected') return { ...result, unanswered: true }
  return keyFieldIn(session.facts) ? result : rowNow(taskRow(issue, session))
}

async function post(session: Session, key: string, fields: Fields): Promise<api.Issue> {
  const { tracker } = readSettings(session.settings)
  const body = await issueBody(session, { ...(tracker === '' ? {} : { tracker }), ...fields })
  const json = { issue: { ...body, ...undated(fields), ...keyed(session, body.custom_fields, key) } }
  return within('issue', api.issue, await call(session, 'POST', '/issues.json', { json }))
}

/** Redmine starts a new issue today, and then refuses a due date that has passed. */
function undated({ dueDate, startDate }: Fields) {
  return typeof dueDate === 'string' && startDate === undefined ? { start_date: '' } : {}
}

function keyed(session: Session, custom: unknown, key: string) {
  const field = keyFieldIn(session.facts)
  const others = Array.isArray(custom) ? custom : []
  return field ? { custom_fields: [...others, { id: Number(field.id), value: key }] } : {}
}

async function updateTask(session: Session, { id, ifVersion, fields }: UpdateWrite): Promise<WriteResult> {
  const present = await unchanged(session, id, ifVersion, 'allowed_statuses,journals')
  if (typeof fields.status === 'string') checkStatus(present, fields.status)
  const issue = await issueBody(session, fields)
  if (Object.keys(issue).length === 0) return rowNow(taskRow(present, session))
  await unlessClosed(session, present.project.id, () =>
    call(session, 'PUT', `/issues/${id}.json`, { json: { issue } }),
  )
  return afterwards(async () => {
    const now = await readIssue(session, id, 'journals')
    return { ...rowNow(taskRow(now, session)), ...replacedBy(Object.keys(fields), present, now, session) }
  })
}

/** The issue as it stands: no write is conditional, so this is how an outdated version is found out. */
async function unchanged(session: Session, id: string, ifVersion: string | null, include: string) {
  const present = await readIssue(session, id, include)
  if (ifVersion !== null && taskRow(present, session).version !== ifVersion) throw stale()
  return present
}

/** A status that is not allowed would be dropped without a word, and the person would not learn why. */
function checkStatus({ status, allowed_statuses }: api.Issue, wanted: string): void {
  if (!allowed_statuses || status.name === wanted) return
  const names = allowed_statuses.map(one => one.name)
  if (names.includes(wanted)) return
  const why = 'its parent is closed, a subtask is open, another issue blocks it, or the workflow says so'
  throw rejected(`Redmine allows ${names.join(', ') || 'no change'} here, not "${wanted}": ${why}`, 'status')
}

/** In a closed project every change answers 403, as a missing right does; only one of them concerns all issues. */
async function unlessClosed(session: Session, project: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof VendorError) || error.failure.kind !== 'forbidden') throw error
    const { status, name } = await readProject(session, project)
    if (status === 1) throw error
    throw rejected(`The project "${name}" is closed, and Redmine changes nothing in it`)
  }
}
