import type { Page, PullAsk, Row, Session } from '#spi'
import * as api from './api.ts'
import { call, list } from './client.ts'
import { pullComments } from './comments.ts'
import { after, cursorOf, placeIn, sightOf, wholeSecond } from './place.ts'
import { openAndClosed, projectEntity } from './read.ts'
import { taskRow, userRow, versionRow } from './translate.ts'

/** One page of what changed since. Deletions never show. */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (ask.entity === 'comment') return pullComments(session, ask.within ?? '')
  if (ask.entity === 'task') return pullTasks(session, ask)
  if (ask.entity === 'version') return pullVersions(session, ask.within ?? '')
  if (ask.entity === 'user') return pullUsers(session, ask.cursor)
  return pullProjects(session, ask)
}

/**
 * Oldest change first, and each page starts at the moment where the last one ended: rows that change meanwhile move to
 * the end, and by counting alone others would be skipped. Only within one second there is nothing but counting.
 */
async function pullTasks(session: Session, ask: PullAsk): Promise<Page> {
  const place =
    ask.cursor === null ? { from: wholeSecond(ask.since), offset: 0, seen: [] } : placeIn(ask.cursor)
  const query = {
    status_id: '*',
    sort: 'updated_on:asc,id:asc',
    offset: place.offset,
    updated_on: place.from === null ? undefined : `>=${place.from}`,
    project_id: ask.within,
    subproject_id: ask.within === undefined ? undefined : '!*',
  }
  const { items, unread, length, total } = await list(session, '/issues.json', 'issues', api.issue, query)
  if (length === 0) await provesKey(session)
  const fresh = items.filter(item => !place.seen.includes(sightOf(item)))
  const isLast = length === 0 || place.offset + length >= total
  return {
    rows: [...fresh.map(item => taskRow(item, session)), ...unread],
    gone: [],
    next: isLast ? null : cursorOf(after(place, items, length)),
  }
}

/** An unknown key is not refused by a list; it gets what a stranger may see, which is usually nothing. */
async function provesKey(session: Session): Promise<void> {
  await call(session, 'GET', '/users/current.json')
}

/** Projects cannot be asked for by their change (redmine.org: the filter comes with 6.1), so all are read. */
async function pullProjects(session: Session, { entity, cursor }: PullAsk): Promise<Page> {
  const offset = Number(cursor ?? 0)
  const query = { status: openAndClosed, sort: 'created_on:asc', offset }
  const { items, unread, length, total } = await list(
    session,
    '/projects.json',
    'projects',
    api.project,
    query,
  )
  if (length === 0) await provesKey(session)
  const rows = [...items.flatMap(item => projectEntity(item, session, entity) ?? []), ...unread]
  return { rows, gone: [], next: nextOffset(offset, length, total) }
}

/** All of a project's versions come at once (redmine.org/projects/redmine/wiki/Rest_Versions), shared ones among them. */
async function pullVersions(session: Session, project: string): Promise<Page> {
  const path = `/projects/${encodeURIComponent(project)}/versions.json`
  const { items, unread } = await list(session, path, 'versions', api.version, {})
  return { rows: [...items.map(item => versionRow(item, session)), ...unread], gone: [], next: null }
}

function nextOffset(offset: number, read: number, total: number): string | null {
  return read === 0 || offset + read >= total ? null : String(offset + read)
}

const active = '1'
const locked = '3'

/** A list of users does not say who is active; it is asked once for each state. */
async function pullUsers(session: Session, cursor: string | null): Promise<Page> {
  const [status = active, offset = '0'] = (cursor ?? '').split(' ').filter(part => part !== '')
  const query = { status, offset: Number(offset) }
  const { items, unread, length, total } = await list(session, '/users.json', 'users', api.user, query)
  const rows: Row[] = [...items.map(item => userRow(item, status === active)), ...unread]
  const next = nextOffset(Number(offset), length, total)
  if (next !== null) return { rows, gone: [], next: `${status} ${next}` }
  return { rows, gone: [], next: status === active ? `${locked} 0` : null }
}
