import { z } from 'zod'
import { instant, type Page, type PullAsk, type Session, VendorError } from '#spi'
import { type CrmRecord, deletedList, user, userList } from './api.ts'
import { read } from './client.ts'
import { changedAfter, changedFrom, type Mark, query, queryRows } from './coql.ts'
import { inSeconds } from './dates.ts'
import { eachRow } from './each.ts'
import { isRecordEntity, moduleOf } from './modules.ts'
import { pullNotes } from './notes.ts'
import { fetch } from './read.ts'
import { userRow } from './translate.ts'

/** A pull first walks the changes, then the deletions; users are a plain list. */
const cursorShape = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('changed'), time: z.string(), id: z.string() }),
  z.object({ phase: z.literal('counted'), time: z.string(), skip: z.number().int().nonnegative() }),
  z.object({ phase: z.literal('gone'), page: z.number().int().positive() }),
  z.object({ phase: z.literal('users'), page: z.number().int().positive() }),
])
type Cursor = z.infer<typeof cursorShape>
type Counted = Extract<Cursor, { phase: 'counted' }>

const beginning = '1970-01-01T00:00:00.000Z'

/** One page of what changed since, oldest change first. */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (ask.entity === 'note') return pullNotes(session, ask)
  const cursor = ask.cursor === null ? start(ask) : cursorShape.parse(JSON.parse(ask.cursor))
  if (cursor.phase === 'users') return usersPage(session, cursor.page)
  if (cursor.phase === 'gone') return deletedPage(session, ask, cursor.page)
  return cursor.phase === 'counted' ? countedPage(session, ask, cursor) : changedPage(session, ask, cursor)
}

function start(ask: PullAsk): Cursor {
  if (!isRecordEntity(ask.entity)) return { phase: 'users', page: 1 }
  return { phase: 'changed', time: instant(ask.since) ?? beginning, id: '0' }
}

function at(cursor: Cursor | null): string | null {
  return cursor === null ? null : JSON.stringify(cursor)
}

/** The query tells which records changed; they are then read whole, because COQL does not tell a link's module. */
async function changedPage(session: Session, ask: PullAsk, mark: Mark): Promise<Page> {
  try {
    const found = await query(session, changedAfter(moduleOf(ask.entity).name, mark))
    const next = found.more ? after(found.records) : afterChanges(ask)
    return await wholePage(session, ask, found.records, next)
  } catch (error) {
    if (!isOfQuery(error)) throw error
    return countedPage(session, ask, { phase: 'counted', time: mark.time, skip: 0 })
  }
}

/** Nobody has seen on a live account that queries compare ids. Where they do not, pages begin at the last second seen. */
function isOfQuery(error: unknown): boolean {
  const code = error instanceof VendorError ? error.failure.code : undefined
  return code === 'INVALID_QUERY' || code === 'SYNTAX_ERROR'
}

/** A page may show rows of its first second again; only a second that fills a whole page is counted through. */
async function countedPage(session: Session, ask: PullAsk, { time, skip }: Counted): Promise<Page> {
  const { records, more } = await query(session, changedFrom(moduleOf(ask.entity).name, time, skip))
  const { time: last } = more ? after(records) : { time }
  const onward: Counted =
    last > time
      ? { phase: 'counted', time: last, skip: 0 }
      : { phase: 'counted', time, skip: skip + queryRows }
  return wholePage(session, ask, records, more ? onward : afterChanges(ask))
}

async function wholePage(
  session: Session,
  ask: PullAsk,
  records: readonly CrmRecord[],
  next: Cursor | null,
): Promise<Page> {
  const ids = records.map(record => record.id)
  const rows = await fetch(session, ask.entity, ids)
  return { rows: inside(ask, rows), gone: [], next: at(next) }
}

/** From the last record that tells its time. Where none does, the walk cannot go on, and must not end as if it were over. */
function after(records: readonly CrmRecord[]): Mark & { readonly phase: 'changed' } {
  const last = records.findLast(record => instant(record.Modified_Time) !== null)
  const time = instant(last?.Modified_Time)
  if (last && time) return { phase: 'changed', time, id: last.id }
  throw new VendorError({ kind: 'unexpected', message: 'Zoho CRM does not tell when records changed' }, null)
}

/** Who reads everything learns of deletions by absence; the feed only matters when a pull starts at a moment. */
function afterChanges(ask: PullAsk): Cursor | null {
  return ask.since === null ? null : { phase: 'gone', page: 1 }
}

function inside(ask: PullAsk, rows: Page['rows']): Page['rows'] {
  if (ask.within === undefined) return rows
  return rows.filter(row => row.fields.deal === ask.within || row.fields.account === ask.within)
}

/** The recycle bin's feed (zoho.com/crm/developer/docs/api/v8/get-deleted-records.html). */
async function deletedPage(session: Session, ask: PullAsk, page: number): Promise<Page> {
  const since = inSeconds(ask.since ?? beginning)
  const from = Date.parse(since)
  const answer = await read(
    session,
    {
      path: `/${moduleOf(ask.entity).name}/deleted`,
      query: { type: 'all', page, per_page: 200 },
      headers: { 'if-modified-since': since },
    },
    deletedList,
  )
  const all = answer?.data ?? []
  const recent = all.filter(entry => !(Date.parse(entry.deleted_time ?? '') < from))
  const more = answer?.info?.more_records === true && all.length > 0
  const next: Cursor | null = more ? { phase: 'gone', page: page + 1 } : null
  return { rows: [], gone: recent.map(entry => entry.id), next: at(next) }
}

async function usersPage(session: Session, page: number): Promise<Page> {
  const ask = { path: '/users', query: { type: 'AllUsers', page, per_page: 200 } }
  const answer = await read(session, ask, userList)
  const rows = eachRow(answer?.users ?? [], user, userRow)
  const more = answer?.info?.more_records === true && rows.length > 0
  return { rows, gone: [], next: at(more ? { phase: 'users', page: page + 1 } : null) }
}
