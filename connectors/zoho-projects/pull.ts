import type { Page, PullAsk, Row, Session } from '#spi'
import { pullComments } from './comments.ts'
import { clientsAreOutOfReach } from './facts.ts'
import { rowsPage } from './lists.ts'

const newestFirst = 'DESC(last_modified_time)'

/**
 * One page of what changed since, newest first. There is no filter finer than a day, so the list is read until it
 * is older than asked for (projects.zoho.com/api-docs, "Filters"). Deletions never show.
 */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (ask.entity === 'client' && clientsAreOutOfReach(session.facts))
    return { rows: [], gone: [], next: null }
  const page = pageNumber(ask.cursor)
  if (ask.entity === 'comment') return pullComments(session, ask, page)
  const dated = ask.entity === 'project' || ask.entity === 'task'
  const within = ask.entity === 'task' ? ask.within : undefined
  const where = { page, within, ...(dated ? { sortBy: newestFirst } : {}) }
  const { items, more } = await rowsPage(session, ask.entity, where)
  const since = dated ? ask.since : null
  const done = !more || items.length === 0 || (since !== null && reached(items, since))
  return {
    rows: since === null ? items : fresh(items, since),
    gone: [],
    next: done ? null : String(page + 1),
  }
}

function pageNumber(cursor: string | null): number {
  if (cursor === null) return 1
  if (!/^[1-9]\d*$/.test(cursor)) throw new Error('the cursor of a pull is a page number')
  return Number(cursor)
}

function fresh(rows: readonly Row[], since: string): readonly Row[] {
  const from = Date.parse(since)
  return rows.filter(row => row.changedAt === null || Date.parse(row.changedAt) >= from)
}

/** The end only counts when the page is in order: a sort that Zoho does not know is ignored without a word. */
function reached(rows: readonly Row[], since: string): boolean {
  const readable = rows.filter(row => row.unread?.[''] === undefined)
  const times = readable.map(row => Date.parse(row.changedAt ?? ''))
  const ordered = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? Number.NaN))
  return ordered && (times.at(-1) ?? Number.NaN) < Date.parse(since)
}
