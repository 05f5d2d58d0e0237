import { z } from 'zod'
import { gone, type MovedThread, type Page, type PullAsk, type Session } from '#spi'
import { record, recordList } from './api.ts'
import { read } from './client.ts'
import { listSize } from './entities.ts'
import { toEspo } from './moments.ts'
import { noteRow } from './notes.ts'
import { lastTalk, talkMark } from './talk-mark.ts'
import { from, type Where, whereQuery } from './where.ts'

/**
 * The list of notes shows our user its own only, so it is not asked: each task's stream tells what everybody posted there,
 * and the list of tasks tells in which streams something happened since.
 */
export function pullNotes(session: Session, ask: PullAsk): Promise<Page> {
  return ask.within === undefined ? movedStreams(session, ask) : postsUnder(session, ask.within, ask)
}

const placeShape = z.object({ time: z.string(), id: z.string() })
const beginning = '1970-01-01 00:00:00'

/** One page of tasks in whose streams something happened since, the oldest first. */
async function movedStreams(session: Session, { since, cursor }: PullAsk): Promise<Page> {
  const start = { time: since === null ? beginning : toEspo(since), id: '' }
  const place = cursor === null ? start : placeShape.parse(JSON.parse(cursor))
  const query = {
    ...whereQuery(from('streamUpdatedAt', place)),
    select: 'id,streamUpdatedAt,createdAt',
    orderBy: 'streamUpdatedAt',
    order: 'asc',
    maxSize: listSize,
    offset: 0,
  }
  const { list } = await read(
    session,
    { path: '/Task', query, headers: { 'x-no-total': 'true' } },
    recordList,
  )
  const threads: MovedThread[] = list.flatMap(item => {
    const [at, mark] = [lastTalk(item), talkMark(item)]
    return at === null || mark === null ? [] : [{ id: item.id, at, mark }]
  })
  const last = threads.at(-1)
  const next = list.length < listSize || !last ? null : { time: toEspo(last.at), id: last.id }
  return { rows: [], gone: [], threads, next: next && JSON.stringify(next) }
}

const post = record.extend({ number: z.number().int() })

/** One page of what was posted under a task, the newest first; a page goes on below the number of the last post. */
async function postsUnder(session: Session, task: string, { since, cursor }: PullAsk): Promise<Page> {
  if (!/^[\w-]+$/.test(task)) throw gone()
  const changed: Where[] = since === null ? [] : from('modifiedAt', { time: toEspo(since), id: '' })
  const query = {
    ...whereQuery(changed),
    maxSize: listSize,
    ...(cursor === null ? {} : { beforeNumber: cursor }),
  }
  const { list } = await read(session, { path: `/Task/${task}/posts`, query }, recordList)
  const last = list.length < listSize ? undefined : list.at(-1)
  return {
    rows: list.flatMap(item => noteRow(item, session) ?? []),
    gone: [],
    next: last === undefined ? null : String(post.parse(last).number),
  }
}
