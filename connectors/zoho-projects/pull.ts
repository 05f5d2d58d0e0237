import { z } from 'zod'
import { type Page, type PullAsk, type Row, type Session, unlessGone, VendorError } from '#spi'
import { pullComments } from './comments.ts'
import { clientsAreOutOfReach } from './facts.ts'
import { rowsPage, withoutProject } from './lists.ts'

const newestFirst = 'DESC(last_modified_time)'

/**
 * One page of what changed since, newest first. There is no filter finer than a day, so the list is read until it
 * is older than asked for (projects.zoho.com/api-docs, "Filters"). Deletions never show.
 */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (['client', 'contact'].includes(ask.entity) && clientsAreOutOfReach(session.facts))
    return { rows: [], gone: [], next: null }
  if (ask.entity !== 'task' || ask.within !== undefined) return pageOf(session, ask)
  if (ask.cursor?.startsWith('{')) return stepOf(session, ask, walkShape.parse(JSON.parse(ask.cursor)))
  try {
    return await pageOf(session, ask)
  } catch (error) {
    if (!(error instanceof VendorError) || error.failure.code !== withoutProject) throw error
    return stepOf(session, ask, { left: [], projects: 1, page: 1 })
  }
}

async function pageOf(session: Session, ask: PullAsk): Promise<Page> {
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

/** Where a pull stands that goes from project to project, because the portal's list of tasks does not name them. */
const walkShape = z.object({
  /** Projects of the page that is being gone through. */
  left: z.array(z.string()),
  /** The next page of projects; null after the last. */
  projects: z.number().int().positive().nullable(),
  /** The page of tasks in the first project that is left. */
  page: z.number().int().positive(),
})
type Walk = z.infer<typeof walkShape>

/** One step: a page of the projects, or a page of one project's tasks. */
async function stepOf(session: Session, ask: PullAsk, at: Walk): Promise<Page> {
  const [within, ...others] = at.left
  if (within === undefined) return projectsStep(session, at)
  const page = await unlessGone(() => pageOf(session, { ...ask, within, cursor: String(at.page) }))
  const next: Walk = page?.next ? { ...at, page: at.page + 1 } : { ...at, left: others, page: 1 }
  return { rows: page?.rows ?? [], gone: [], next: cursorAt(next) }
}

async function projectsStep(session: Session, { projects }: Walk): Promise<Page> {
  if (projects === null) return { rows: [], gone: [], next: null }
  const { items, more } = await rowsPage(session, 'project', { page: projects, sortBy: newestFirst })
  const left = items.map(row => row.id)
  return { rows: [], gone: [], next: cursorAt({ left, projects: more ? projects + 1 : null, page: 1 }) }
}

function cursorAt(at: Walk): string | null {
  return at.left.length === 0 && at.projects === null ? null : JSON.stringify(at)
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
