import type { z } from 'zod'
import { type Row, type Session, unlessGone, unlessUnreadable, unreadRow, VendorError } from '#spi'
import * as api from './api.ts'
import { list, perPage, read } from './client.ts'
import { fetchComments } from './comments.ts'
import { clientRow, isClient, isWork, projectRow, taskRow, userRow, versionRow } from './translate.ts'

/** Active and closed projects: without it a list leaves the closed ones out. Archived ones are in no list. */
export const openAndClosed = '1|5'

/** Rows by id; what is not there is left out. */
export async function fetch(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  if (entity === 'comment') return fetchComments(session, ids)
  const wanted = [...new Set(ids)].filter(id => /^\d+$/.test(id))
  const rows: Row[] = []
  for (let at = 0; at < wanted.length; at += perPage) {
    const some = wanted.slice(at, at + perPage)
    const found = await listed(session, entity, some)
    const missing = some.filter(id => !found.seen.includes(id))
    rows.push(...found.rows, ...(await alone(session, entity, missing)))
  }
  return rows
}

interface Found {
  readonly rows: readonly Row[]
  /** Ids that the list showed, whether they are rows of this entity or not. */
  readonly seen: readonly string[]
}

async function listed(session: Session, entity: string, ids: readonly string[]): Promise<Found> {
  if (entity === 'user' || entity === 'version') return { rows: [], seen: [] }
  if (entity === 'task') {
    const query = { issue_id: ids.join(','), status_id: '*' }
    const { items, unread } = await list(session, '/issues.json', 'issues', api.issue, query)
    const rows = [...items.map(item => taskRow(item, session)), ...unread]
    return { rows, seen: rows.map(row => row.id) }
  }
  const query = { id: ids.join('|'), status: openAndClosed }
  const { items, unread } = await list(session, '/projects.json', 'projects', api.project, query)
  return {
    rows: [...items.flatMap(item => projectEntity(item, session, entity) ?? []), ...unread],
    seen: [...items, ...unread].map(item => item.id),
  }
}

/** A project as the entity that is asked for; null where it is the other one. */
export function projectEntity(project: api.Project, session: Session, entity: string): Row | null {
  if (entity === 'client') return isClient(project, session) ? clientRow(project, session) : null
  return isWork(project, session) ? projectRow(project, session) : null
}

/**
 * What a list does not show is asked for by its id. A deleted record answers 404; one that is only hidden answers 403,
 * and a wrong key, which gets empty lists and no error, 401.
 */
async function alone(session: Session, entity: string, ids: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const id of ids) {
    const row = await unlessGone(() =>
      unlessUnreadable(id, () => unlessHidden(id, () => readOne(session, entity, id))),
    )
    if (row) rows.push(row)
  }
  return rows
}

async function unlessHidden(id: string, reading: () => Promise<Row | null>): Promise<Row | null> {
  try {
    return await reading()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden')
      return unreadRow(id, 'Redmine does not show it: its project is archived or private')
    throw error
  }
}

async function readOne(session: Session, entity: string, id: string): Promise<Row | null> {
  if (entity === 'task') return taskRow(await readIssue(session, id), session)
  if (entity === 'user') {
    const user = await read(session, `/users/${id}.json`, 'user', api.user)
    return userRow(user, user.status === undefined || user.status === 1)
  }
  if (entity === 'version')
    return versionRow(await read(session, `/versions/${id}.json`, 'version', api.version), session)
  return projectEntity(await readProject(session, id), session, entity)
}

export function readIssue(session: Session, id: string, include?: string): Promise<api.Issue> {
  return read(session, `/issues/${id}.json`, 'issue', api.issue, { include })
}

/** The project that our key made: `hidden` where it is archived, or not for our user to see; its identifier stays taken. */
export async function projectMade(
  session: Session,
  identifier: string,
): Promise<api.Project | 'hidden' | null> {
  try {
    return await unlessGone(() => readProject(session, identifier))
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden') return 'hidden'
    throw error
  }
}

/** By id or by identifier. */
export function readProject(
  session: Session,
  id: string,
  include?: string,
): Promise<z.infer<typeof api.project>> {
  return read(session, `/projects/${encodeURIComponent(id)}.json`, 'project', api.project, { include })
}
