import {
  type Fields,
  fewAtOnce,
  fingerprint,
  instant,
  type Page,
  type PullAsk,
  type Row,
  type Session,
  unlessGone,
} from '#spi'
import * as api from './api.ts'
import { list } from './client.ts'
import { commentPlace, commentRowId, type TaskPlace, taskPlace } from './ids.ts'
import { strangeComment, walk } from './lists.ts'

/** A task with so many comments is not read further (200 comments a page). */
const mostPages = 500

/** One page of a task's comments. V3 has no list of those of all tasks (projects.zoho.com/api-docs, "Comments"). */
export async function pullComments(session: Session, ask: PullAsk, page: number): Promise<Page> {
  const place = taskPlace(ask.within ?? '')
  if (!place) throw new Error('comments are read within a task')
  const { items, more } = await commentsPage(session, place, page)
  return { rows: items, gone: [], next: more && items.length > 0 ? String(page + 1) : null }
}

/** Comments by id: there is no call for a single one, so their threads are read. */
export async function fetchComments(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const places = ids.flatMap(id => commentPlace(id) ?? [])
  const groups = Map.groupBy(places, ({ project, task }) => `${project}/${task}`).values()
  return (await fewAtOnce(groups, group => someOf(session, group))).flat()
}

async function someOf(session: Session, places: readonly CommentPlace[]): Promise<readonly Row[]> {
  const [task] = places
  if (!task) return []
  const wanted = places.map(place => commentRowId(place, place.comment))
  const hasAll = (seen: readonly Row[]) => wanted.every(id => seen.some(row => row.id === id))
  const pageOf = (page: number) => commentsPage(session, task, page)
  const rows = (await unlessGone(() => walk(mostPages, pageOf, hasAll))) ?? []
  return rows.filter(row => wanted.includes(row.id))
}

type CommentPlace = NonNullable<ReturnType<typeof commentPlace>>

async function commentsPage(session: Session, place: TaskPlace, page: number) {
  const ids = [place.project, place.task]
  const route = 'GET /projects/{id}/tasks/{id}/comments'
  const { items, strange, more } = await list(session, route, api.comment, { page, ids })
  const rows = items.map(item => commentRow(item, place))
  return { items: [...rows, ...strange.map(one => strangeComment(one, place))], strange: [], more }
}

/** Its author is always who is signed in, and stays (projects.zoho.com/api-docs, "Comments"). */
export function commentRow(comment: api.Comment, place: TaskPlace): Row {
  const { created_by: by } = comment
  const at = instant(comment.created_time)
  const fields: Fields = {
    text: comment.comment ?? null,
    author: by?.zpuid ?? null,
    authorName: by?.full_name ?? by?.name ?? null,
    at,
    files: (comment.attachments ?? []).flatMap(file => fileOf(file)),
    task: `${place.project}/${place.task}`,
  }
  // Whether an edit has a time of its own is not documented.
  const changedAt = instant(comment.last_modified ?? comment.updated_time) ?? at
  const version = fingerprint(fields)
  return { id: commentRowId(place, comment.id), version, changedAt, changedBy: null, fields }
}

function fileOf({ name, url }: NonNullable<api.Comment['attachments']>[number]): string[] {
  return name ? [url ? `${name}: ${url}` : name] : []
}
