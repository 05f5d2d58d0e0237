import { z } from 'zod'
import {
  type Fields,
  fewAtOnce,
  fingerprint,
  instant,
  type Page,
  type PullAsk,
  type Row,
  type Session,
  VendorError,
} from '#spi'
import { id, lookup } from './api.ts'
import { read } from './client.ts'
import { eachRow } from './each.ts'
import { webPage } from './translate.ts'

const text = z.string().nullish()

/** A note of a task (zoho.com/crm/developer/docs/api/v8/notes.html). Under a record the parent's module is left out. */
const note = z.looseObject({
  id,
  Note_Title: text,
  Note_Content: text,
  Parent_Id: z.looseObject({ id, module: z.looseObject({ api_name: text }).nullish().catch(null) }).nullish(),
  Created_Time: text,
  Modified_Time: text,
  Created_By: lookup.nullish(),
  Modified_By: lookup.nullish(),
  $attachments: z
    .array(z.looseObject({ File_Name: text }))
    .nullish()
    .catch(null),
})
type Note = z.infer<typeof note>

const noteList = z.looseObject({
  data: z.array(z.unknown()),
  info: z.looseObject({ more_records: z.boolean().nullish(), next_page_token: text }).nullish(),
})

const fields =
  'Parent_Id,Note_Title,Note_Content,Created_Time,Modified_Time,Created_By,Modified_By,$attachments'
const perPage = 200

/** Where a list goes on: lists reach 2,000 records by number, and further by token (get-records.html). */
const cursorShape = z.object({ page: z.number().int().positive(), token: z.string().exactOptional() })
type Cursor = z.infer<typeof cursorShape>

/** A note is addressed with its task: notes are listed below one, and only admins may list all. */
export function noteRowId(task: string, noteId: string): string {
  return `${task}/${noteId}`
}

export function notePlace(rowId: string): { readonly task: string; readonly note: string } | null {
  const match = /^(\d+)\/(\d+)$/.exec(rowId)
  return match?.[1] && match[2] ? { task: match[1], note: match[2] } : null
}

/** The notes of one task, or those of all that changed since; the newest change first. */
export async function pullNotes(session: Session, ask: PullAsk): Promise<Page> {
  const cursor = ask.cursor === null ? { page: 1 } : cursorShape.parse(JSON.parse(ask.cursor))
  const { within } = ask
  if (within !== undefined) return ofTask(session, within, ask.since, cursor)
  try {
    return await ofAll(session, ask.since, cursor)
  } catch (error) {
    // Only admins may list them all; others learn of notes when their tasks' threads are looked at.
    if (error instanceof VendorError && error.failure.code === 'NOT_SUPPORTED')
      return { rows: [], gone: [], next: null }
    throw error
  }
}

async function ofTask(session: Session, task: string, since: string | null, cursor: Cursor): Promise<Page> {
  if (!/^\d+$/.test(task)) throw gone()
  const toRow = (item: Note) => noteRow(session, item, task)
  const { rows, next } = await page(session, `/Tasks/${task}/Notes`, cursor, toRow).catch(missingTask)
  return { rows: rows.filter(row => isRecent(row, since)), gone: [], next }
}

async function ofAll(session: Session, since: string | null, cursor: Cursor): Promise<Page> {
  const { rows, next } = await page(session, '/Notes', cursor, item => {
    const { Parent_Id } = item
    return Parent_Id?.module?.api_name === 'Tasks' ? noteRow(session, item, Parent_Id.id) : null
  })
  const recent = rows.filter(row => isRecent(row, since))
  return { rows: recent, gone: [], next: recent.length === rows.length ? next : null }
}

function isRecent({ changedAt }: Row, since: string | null): boolean {
  return since === null || changedAt === null || Date.parse(changedAt) >= Date.parse(since)
}

async function page(
  session: Session,
  path: string,
  { page: number, token }: Cursor,
  toRow: (item: Note) => Row | null,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const sort = path === '/Notes' ? { sort_by: 'Modified_Time', sort_order: 'desc' } : {}
  const at = token === undefined ? { page: number } : { page_token: token }
  const query = { fields, per_page: perPage, ...sort, ...at }
  const answer = await read(session, { path, query }, noteList)
  const rows = (answer?.data ?? []).flatMap(item => {
    const parsed = note.safeParse(item)
    return parsed.success ? (toRow(parsed.data) ?? []) : strange(session, item, path)
  })
  const more = answer?.info?.more_records === true && (answer.data.length ?? 0) > 0
  const next_page_token = answer?.info?.next_page_token
  const next: Cursor = { page: number + 1, ...(next_page_token ? { token: next_page_token } : {}) }
  return { rows, next: more ? JSON.stringify(next) : null }
}

/** A note that cannot be read is named where its task is known; one of the whole list may be anybody's. */
function strange(session: Session, item: unknown, path: string): readonly Row[] {
  const task = /^\/Tasks\/(\d+)\/Notes$/.exec(path)?.[1]
  if (task === undefined) return []
  return eachRow([item], note, () => noteRow(session, note.parse(item), task)).map(row => ({
    ...row,
    id: noteRowId(task, row.id),
  }))
}

/** Notes by id: those of one task are read together. */
export async function fetchNotes(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const places = [...new Set(ids)].flatMap(each => notePlace(each) ?? [])
  const groups = Map.groupBy(places, place => place.task)
  const read = await fewAtOnce(groups, ([task, group]) =>
    someOf(
      session,
      task,
      group.map(place => noteRowId(task, place.note)),
    ),
  )
  return read.flat()
}

async function someOf(session: Session, task: string, wanted: readonly string[]): Promise<readonly Row[]> {
  const found: Row[] = []
  let cursor: Cursor | null = { page: 1 }
  while (cursor !== null) {
    const read: Page = await ofTask(session, task, null, cursor).catch(unlessThere)
    found.push(...read.rows.filter(row => wanted.includes(row.id)))
    cursor =
      read.next === null || found.length === wanted.length ? null : cursorShape.parse(JSON.parse(read.next))
  }
  return found
}

function unlessThere(error: unknown): Page {
  if (error instanceof VendorError && error.failure.kind === 'gone') return { rows: [], gone: [], next: null }
  throw error
}

/** A record that is not there is called invalid data. */
function missingTask(error: unknown): never {
  if (
    error instanceof VendorError &&
    ['INVALID_DATA', 'INVALID_URL_PATTERN'].includes(error.failure.code ?? '')
  )
    throw gone()
  throw error
}

function gone(): VendorError {
  return new VendorError({ kind: 'gone', message: 'The task of these notes is not there' }, null)
}

/** A title that somebody gave is the first line of what the note says. */
function noteRow(session: Session, item: Note, task: string): Row {
  const { Note_Title: title, Note_Content: content, Created_By: by } = item
  const shown: Fields = {
    text: [title, content].filter(Boolean).join('\n') || null,
    author: by?.id ?? null,
    authorName: by?.name ?? null,
    at: instant(item.Created_Time),
    files: filesOf(session, item, task),
    task,
  }
  const changedAt = instant(item.Modified_Time) ?? instant(item.Created_Time)
  return {
    id: noteRowId(task, item.id),
    version: `${changedAt} ${fingerprint(shown)}`,
    changedAt,
    changedBy: item.Modified_By?.id ?? null,
    fields: shown,
  }
}

/** Files are named with the page of their task, where they are to be seen: an address of their own is not documented. */
function filesOf(session: Session, item: Note, task: string): readonly string[] {
  const page = webPage('task', task, session)
  const names = (item.$attachments ?? []).flatMap(file => file.File_Name ?? [])
  return names.map(name => (page === null ? name : `${name}: ${page}`))
}
