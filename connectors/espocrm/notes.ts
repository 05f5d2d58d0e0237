import { z } from 'zod'
import {
  type CreateWrite,
  type Fields,
  fingerprint,
  gone,
  newRow,
  type Row,
  rejected,
  rowAfter,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  unlessGone,
  unreadRow,
  VendorError,
  type Write,
  type WriteResult,
} from '#spi'
import { type Listed, record } from './api.ts'
import { read, shaped } from './client.ts'
import { fromEspo } from './moments.ts'
import { callToWrite } from './refused.ts'
import { siteOf } from './settings.ts'
import type { Site } from './types.ts'

const text = z.string().nullish()

/** A note of the stream: what somebody posted has a text, everything else the stream tells has none. */
const note = record.extend({
  type: text,
  post: text,
  parentId: text,
  parentType: text,
  isInternal: z.boolean().nullish(),
  createdByName: text,
  attachmentsIds: z.array(z.string()).nullish().catch(null),
  attachmentsNames: z.record(z.string(), z.string()).nullish().catch(null),
})

/** A note as a row; null for one that is no post under a task. */
export function noteRow(item: Listed, { settings }: Site): Row | null {
  const parsed = note.safeParse(item)
  if (!parsed.success) return unreadRow(item.id, 'EspoCRM shows it in an unknown shape')
  const { id, type, post, parentId, parentType, isInternal, createdById, createdByName, ...rest } =
    parsed.data
  if (type !== 'Post' || parentType !== 'Task' || !parentId) return null
  const site = siteOf(settings)
  const files = (rest.attachmentsIds ?? []).map(
    file => `${rest.attachmentsNames?.[file] ?? 'file'}: ${site}/?entryPoint=download&id=${file}`,
  )
  const fields: Fields = {
    text: post ? post.replaceAll('\r\n', '\n') : null,
    author: createdById ?? null,
    authorName: createdByName ?? null,
    at: fromEspo(rest.createdAt),
    private: isInternal ?? null,
    files,
    task: parentId,
  }
  const changedAt = fromEspo(rest.modifiedAt) ?? fromEspo(rest.createdAt)
  const changedBy = rest.modifiedById ?? createdById ?? null
  const version = fingerprint([rest.modifiedAt ?? null, fields])
  return { id, version, changedAt, changedBy, fields, url: `${site}/#Task/view/${parentId}` }
}

/** Posts, edits or deletes one note of a task's stream. */
export function writeNote(session: Session, each: Write): Promise<WriteResult> {
  if (each.op === 'create') return createNote(session, each)
  return each.op === 'update' ? updateNote(session, each) : removeNote(session, each)
}

async function createNote(session: Session, { fields }: CreateWrite): Promise<WriteResult> {
  if (typeof fields.task !== 'string' || fields.task === '') throw rejected('A note needs a task', 'task')
  const parent = { type: 'Post', parentType: 'Task', parentId: fields.task }
  const json = { ...parent, post: wordsOf(fields), isInternal: fields.private === true }
  const post = () => callToWrite(session, 'note', { method: 'POST', path: '/Note', json })
  const response = await underItsTask(post)
  const { id } = shaped(record, response, true)
  return newRow(id, () => readNote(session, id))
}

async function updateNote(session: Session, { id, ifVersion, fields }: UpdateWrite): Promise<WriteResult> {
  const before = await asRead(session, id, ifVersion)
  const { task = before.fields.task, private: isPrivate = before.fields.private } = fields
  if (task !== before.fields.task) throw rejected('A note cannot be moved to another task', 'task')
  if (isPrivate !== before.fields.private)
    throw rejected('Whether a note is internal is said when it is posted', 'private')
  if (fields.text === undefined) return rowNow(before)
  const json = { post: wordsOf(fields) }
  await ofOneNote(() => callToWrite(session, 'note', { method: 'PUT', path: `/Note/${id}`, json }))
  return rowAfter(() => readNote(session, id))
}

async function removeNote(session: Session, each: Extract<Write, { op: 'delete' }>): Promise<WriteResult> {
  await asRead(session, each.id, each.ifVersion)
  await ofOneNote(() => callToWrite(session, 'note', { method: 'DELETE', path: `/Note/${each.id}` }))
  return { ok: true, row: null }
}

function wordsOf({ text: words }: Fields): string {
  if (typeof words !== 'string' || words.trim() === '') throw rejected('A note needs words', 'text')
  return words
}

/** Notes have no number that a write could name, so an outdated version is found out by reading right before. */
async function asRead(session: Session, id: string, ifVersion: string | null): Promise<Row> {
  const row = /^[\w-]+$/.test(id) ? await readNote(session, id) : null
  if (!row) throw gone()
  if (ifVersion !== null && row.version !== ifVersion) throw stale()
  return row
}

async function readNote(session: Session, id: string): Promise<Row | null> {
  const found = await unlessGone(() => read(session, { path: `/Note/${id}` }, record))
  return found && noteRow(found, session)
}

/** A post links to its task and to nothing else, so a link to nowhere means that the task is gone. */
async function underItsTask<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof VendorError && error.failure.code === 'cannotRelateNonExisting') throw gone()
    throw error
  }
}

/**
 * No role lets anybody but an admin change what others posted, nor what they posted long ago themselves: that is one note's
 * trouble, and no missing right of the account.
 */
async function ofOneNote<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden')
      throw rejected(
        'EspoCRM lets nobody but its author change a post, for a week, and delete it, for a month',
        'text',
      )
    throw error
  }
}
