import {
  type CreateWrite,
  type Fields,
  gone,
  newRow,
  type Row,
  rejected,
  rowAfter,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  VendorError,
  type VendorResponse,
  type Write,
  type WriteResult,
} from '#spi'
import * as api from './api.ts'
import { call, shaped } from './client.ts'
import { commentRow, fetchComments } from './comments.ts'
import { commentPlace, type TaskPlace, taskPlace } from './ids.ts'
import { oneOf } from './read.ts'

const one = 'PATCH /projects/{id}/tasks/{id}/comments/{id}'

/** Creates, changes or deletes one comment below its task. */
export async function writeComment(session: Session, each: Write): Promise<WriteResult> {
  if (each.op === 'create') return createComment(session, each)
  const place = commentPlace(each.id)
  if (!place) throw gone()
  await asRead(session, each.id, each.ifVersion)
  const ids = [place.project, place.task, place.comment]
  if (each.op === 'update') return updateComment(session, each, place, ids)
  await oursOrTheirs(() => call(session, 'DELETE /projects/{id}/tasks/{id}/comments/{id}', { ids }))
  return { ok: true, row: null }
}

async function createComment(session: Session, { fields }: CreateWrite): Promise<WriteResult> {
  const place = taskPlace(String(fields.task ?? ''))
  if (!place) throw rejected('A comment needs a task', 'task')
  const ask = { ids: [place.project, place.task], json: bodyOf(fields) }
  const response = await call(session, 'POST /projects/{id}/tasks/{id}/comments', ask)
  const whole = wholeComment(response, place)
  if (whole) return rowNow(whole)
  const { id } = commentRow(shaped(api.comment, oneOf(response.body), response), place)
  return newRow(id, () => readComment(session, id))
}

async function updateComment(
  session: Session,
  { id, fields }: UpdateWrite,
  place: TaskPlace,
  ids: readonly string[],
): Promise<WriteResult> {
  const { task } = fields
  if (task !== undefined && task !== `${place.project}/${place.task}`)
    throw rejected('A comment cannot be moved to another task', 'task')
  if (fields.text === undefined) return rowNow(await readComment(session, id))
  const response = await oursOrTheirs(() => call(session, one, { ids, json: bodyOf(fields) }))
  return rowAfter(async () => wholeComment(response, place) ?? (await readComment(session, id)))
}

function bodyOf({ text }: Fields): Readonly<Record<string, unknown>> {
  if (typeof text !== 'string' || text.trim() === '') throw rejected('A comment needs a text', 'text')
  return { comment: text }
}

/** A write is not conditional, so an outdated version is found out by reading right before. */
async function asRead(session: Session, id: string, ifVersion: string | null): Promise<void> {
  if (ifVersion === null) return
  const row = await readComment(session, id)
  if (!row) throw gone()
  if (row.version !== ifVersion) throw stale()
}

/** Somebody else's comment that our user may not touch is one comment's trouble, and no missing right of the account. */
async function oursOrTheirs<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden')
      throw rejected(`This comment is not ours to change: ${error.failure.message}`, 'text')
    throw error
  }
}

/** The comment as the answer shows it, where that is whole (a POST answers a list); else it is read afterwards. */
function wholeComment({ body }: VendorResponse, place: TaskPlace): Row | null {
  const parsed = api.comment.safeParse(oneOf(body))
  const shown = parsed.success && parsed.data.comment ? commentRow(parsed.data, place) : null
  return shown?.fields.at ? shown : null
}

async function readComment(session: Session, id: string): Promise<Row | null> {
  return (await fetchComments(session, [id]))[0] ?? null
}
