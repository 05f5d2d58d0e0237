import type { Page, PullAsk, Row, Session } from '#spi'
import * as api from './api.ts'
import { call, list } from './client.ts'
import { openAndClosed, projectEntity } from './read.ts'
import { taskRow, userRow } from './translate.ts'

/** One page of what changed since. Deletions never show. */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (ask.entity === 'task') return pullTasks(session, ask)
  if (ask.entity === 'user') return pullUsers(session, ask.cursor)
  return pullProjects(session, ask)
}

/** Where a pull of issues is: the moment it reads from, and how many of that moment it has. */
interface Place {
  readonly from: string | null
  readonly offset: number
}

/**
 * Oldest change first, and each page starts at the moment where the last one ended: rows that change meanwhile move to
 * the end, and by counting alone others would be skipped. Only within one second there is nothing but counting.
 */
async function pullTasks(session: Session, ask: PullAsk): Promise<Page> {
  const place = ask.cursor === null ? { from: wholeSecond(ask.since), offset: 0 } : placeIn(ask.cursor)
  const query = {
    status_id: '*',
    sort: 'updated_on:asc,id:asc',
    offset: place.offset,
    updated_on: place.from === null ? undefined : `>=${place.from}`,
    project_id: ask.within,
    subproject_id: ask.within === undefined ? undefined : '!*',
  }
  const { items, total } = await list(session, '/issues.json', 'issues', api.issue, query)
  if (items.length === 0) await provesKey(session)
  return {
    rows: items.map(item => taskRow(item, session)),
    gone: [],
    next: place.offset + items.length >= total || items.length === 0 ? null : after(place, items),
  }
}

function after({ from, offset }: Place, items: readonly api.Issue[]): string {
  const last = wholeSecond(items.at(-1)?.updated_on ?? null)
  if (last !== null && (from === null || last > from)) return `${last} 0`
  return `${from ?? ''} ${offset + items.length}`
}

function placeIn(cursor: string): Place {
  const [, from = '', offset = ''] = /^(\S*) (\d+)$/.exec(cursor) ?? []
  if (offset === '') throw new Error('the cursor of a pull is a moment and a number')
  return { from: from === '' ? null : from, offset: Number(offset) }
}

/** The filter reads no fractions of a second. */
function wholeSecond(moment: string | null): string | null {
  return moment === null ? null : `${new Date(moment).toISOString().slice(0, 19)}Z`
}

/** An unknown key is not refused by a list; it gets what a stranger may see, which is usually nothing. */
async function provesKey(session: Session): Promise<void> {
  await call(session, 'GET', '/users/current.json')
}

/** Projects cannot be asked for by their change (redmine.org: the filter comes with 6.1), so all are read. */
async function pullProjects(session: Session, { entity, cursor }: PullAsk): Promise<Page> {
  const offset = Number(cursor ?? 0)
  const query = { status: openAndClosed, sort: 'created_on:asc', offset }
  const { items, total } = await list(session, '/projects.json', 'projects', api.project, query)
  if (items.length === 0) await provesKey(session)
  const rows = items.flatMap(item => projectEntity(item, session, entity) ?? [])
  return { rows, gone: [], next: nextOffset(offset, items.length, total) }
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
  const { items, total } = await list(session, '/users.json', 'users', api.user, query)
  const rows: Row[] = items.map(item => userRow(item, status === active))
  const next = nextOffset(Number(offset), items.length, total)
  if (next !== null) return { rows, gone: [], next: `${status} ${next}` }
  return { rows, gone: [], next: status === active ? `${locked} 0` : null }
}
