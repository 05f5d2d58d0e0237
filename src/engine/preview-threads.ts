import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { Db } from '../store/database.ts'
import { linksOfRows } from '../store/links.ts'
import { keptRows } from '../store/previews.ts'
import type { SideDesk } from './desk.ts'
import { pullThread } from './pull-thread.ts'

/** A preview looks into so many threads on a side; a mapping that is on looks into all of them, in its own time. */
const mostThreads = 500
/** Read in one go. */
const atOnce = 20

/** Comments that a preview reads: those under linked tasks of one side that do not say that they have none. */
export interface ThreadsToRead {
  readonly mapping: number
  readonly side: Side
  readonly entity: string
  readonly tasks: string
}

/** Which those are; `mapping`: the one of this name, if there is one. A new one has no linked tasks yet. */
export function threadsToRead(
  { pairs: { comments, tasks } }: MappingPolicy,
  side: Side,
  mapping: { readonly id: number } | null,
): ThreadsToRead[] {
  if (!comments?.thread || !tasks || !mapping || comments.thread.history === 'none') return []
  return [{ mapping: mapping.id, side, entity: comments.entity[side], tasks: tasks.entity[side] }]
}

interface ThreadPlace {
  readonly after: string
  readonly read: number
}

/** The comments of some more tasks, and the cursor that leads on from there; null: all were read, or enough. */
export async function readSomeThreads(
  db: Db,
  preview: string,
  { mapping, side, entity, tasks }: ThreadsToRead,
  desk: SideDesk,
  cursor: string | null,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const place: ThreadPlace = cursor === null ? { after: '', read: 0 } : JSON.parse(cursor)
  const page = await keptRows(db, { preview, side, entity: tasks }, place.after, atOnce)
  const linked = await linksOfRows(
    db,
    mapping,
    page.map(({ id }) => ({ pair: 'tasks', side, id })),
  )
  const ids = new Set(linked.map(link => link.ids[side]))
  const rows: Row[] = []
  let { read } = place
  for (const task of page) {
    if (!ids.has(task.id) || task.inside?.[entity] === '' || read >= mostThreads) continue
    read += 1
    rows.push(...((await pullThread(desk, entity, task.id)) ?? []))
  }
  const last = page.at(-1)
  const isOver = page.length < atOnce || last === undefined || read >= mostThreads
  return { rows, next: isOver ? null : JSON.stringify({ after: last.id, read } satisfies ThreadPlace) }
}
