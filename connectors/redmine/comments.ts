import {
  afterwards,
  type CreateWrite,
  type Fields,
  fewAtOnce,
  fingerprint,
  gone,
  instant,
  type Page,
  type Row,
  rejected,
  rowAfter,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  unlessGone,
  unreadRow,
  type Value,
  VendorError,
  type Write,
  type WriteResult,
} from '#spi'
import type * as api from './api.ts'
import { saidAsAuthor } from './as-author.ts'
import { type Ask, call } from './client.ts'
import { readIssue } from './read.ts'
import { readSettings } from './settings.ts'

/** The comments of an issue: the entries of its history that have words, all in one answer. */
export async function pullComments(session: Session, issue: string): Promise<Page> {
  if (!/^\d+$/.test(issue)) throw gone()
  const found = await unlessHidden(() => readIssue(session, issue, 'journals'))
  if (found === null) throw gone()
  return { rows: commentsIn(found, session), gone: [], next: null }
}

/** Comments by id; those of one issue are read together. */
export async function fetchComments(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const places = [...new Set(ids)].flatMap(id => commentPlace(id) ?? [])
  const groups = Map.groupBy(places, place => place.issue)
  const read = await fewAtOnce(groups, ([issue, group]) => {
    const wanted = group.map(place => `${issue}/${place.journal}`)
    return unlessGone(() => someOf(session, issue, wanted))
  })
  return read.flatMap(rows => rows ?? [])
}

/** An archived project is refused to everybody: its comments are there, and nobody has deleted them. */
async function someOf(session: Session, issue: string, wanted: readonly string[]): Promise<readonly Row[]> {
  const found = await unlessHidden(() => readIssue(session, issue, 'journals'))
  if (found === null)
    return wanted.map(id => unreadRow(id, 'Redmine does not show it: its project is archived or private'))
  return commentsIn(found, session).filter(row => wanted.includes(row.id))
}

async function unlessHidden<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden') return null
    throw error
  }
}

/** An entry of a history is addressed with its issue. */
function commentPlace(rowId: string): { readonly issue: string; readonly journal: string } | null {
  const match = /^(\d+)\/(\d+)$/.exec(rowId)
  return match?.[1] && match[2] ? { issue: match[1], journal: match[2] } : null
}

function commentsIn(issue: api.Issue, { settings }: Pick<Session, 'settings'>): readonly Row[] {
  const site = readSettings(settings).url
  return (issue.journals ?? []).flatMap(journal => {
    const words = journal.notes?.replaceAll('\r\n', '\n') ?? ''
    if (words.trim() === '' || journal.id === undefined) return []
    const at = instant(journal.created_on)
    const fields: Fields = {
      text: words,
      author: journal.user?.id ?? null,
      authorName: journal.user?.name ?? null,
      at,
      private: journal.private_notes === true,
      files: filesOf(journal, site),
      task: issue.id,
    }
    const url = `${site}/issues/${issue.id}#change-${journal.id}`
    // An edit leaves no time and no name (observed on 5.0.4).
    const seen = { changedAt: at, changedBy: null, fields, url }
    return [{ id: `${issue.id}/${journal.id}`, version: fingerprint(fields), ...seen }]
  })
}

/** Files come with the entry that brought them: an entry of its details has their name, and their id as its own. */
function filesOf({ details }: api.Journal, site: string): readonly string[] {
  const added = (details ?? []).filter(one => one.property === 'attachment' && one.new_value)
  return added.map(({ name, new_value: file }) =>
    name ? `${file}: ${site}/attachments/${name}` : String(file),
  )
}

/** Adds, changes or takes away the words of one entry. */
export function writeComment(session: Session, each: Write): Promise<WriteResult> {
  if (each.op === 'create') return createComment(session, each)
  return each.op === 'update' ? updateComment(session, each) : removeComment(session, each)
}

/** The answer has no body: the new entry is the last one of ours with these words. */
async function createComment(session: Session, { fields }: CreateWrite): Promise<WriteResult> {
  const { task } = fields
  if (typeof task !== 'string' || !/^\d+$/.test(task)) throw rejected('A comment needs an issue', 'task')
  const notes = wordsOf(fields)
  const json = { issue: { notes, private_notes: fields.private === true } }
  const said = (headers: NonNullable<Ask['headers']>) =>
    call(session, 'PUT', `/issues/${task}.json`, { json, headers })
  const made = async (by: Value) => {
    const { rows } = await pullComments(session, task)
    const words = notes.replaceAll('\r\n', '\n')
    return rows.findLast(row => row.fields.text === words && (by === null || row.fields.author === by))
  }
  if (await saidAsAuthor(session, fields, said)) {
    const theirs = await afterwards(async () => (await made(fields.author ?? null)) ?? null)
    if (theirs) return rowNow(theirs)
  }
  await ofOneComment(() => said({}))
  return afterwards(async () => {
    const found = await made(null)
    if (found) return rowNow(found)
    throw rejected('Redmine accepted the note and added none', 'text')
  })
}

async function updateComment(session: Session, { id, ifVersion, fields }: UpdateWrite): Promise<WriteResult> {
  const before = await asRead(session, id, ifVersion)
  const { task = before.fields.task, private: isPrivate = before.fields.private } = fields
  if (task !== before.fields.task) throw rejected('A comment cannot be moved to another issue', 'task')
  if (isPrivate !== before.fields.private)
    throw rejected('Whether a comment is private is said when it is added', 'private')
  if (fields.text === undefined) return rowNow(before)
  await putJournal(session, id, wordsOf(fields))
  return rowAfter(async () => (await fetchComments(session, [id]))[0] ?? null)
}

/** Without words an entry is gone, or tells of changes only. */
async function removeComment(
  session: Session,
  { id, ifVersion }: Extract<Write, { op: 'delete' }>,
): Promise<WriteResult> {
  await asRead(session, id, ifVersion)
  await putJournal(session, id, '')
  return { ok: true, row: null }
}

function putJournal(session: Session, id: string, notes: string): Promise<unknown> {
  const path = `/journals/${commentPlace(id)?.journal}.json`
  return ofOneComment(() => call(session, 'PUT', path, { json: { journal: { notes } } }))
}

function wordsOf({ text }: Fields): string {
  if (typeof text !== 'string' || text.trim() === '') throw rejected('A comment needs words', 'text')
  return text
}

/** No write is conditional, so an outdated version is found out by reading right before. */
async function asRead(session: Session, id: string, ifVersion: string | null): Promise<Row> {
  const [row] = await fetchComments(session, [id])
  if (!row) throw gone()
  if (ifVersion !== null && row.version !== ifVersion) throw stale()
  return row
}

/** In a closed project every change answers 403: that is one comment's trouble, and no missing right of the account. */
async function ofOneComment<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden')
      throw rejected('Redmine changes nothing here: its project is closed', 'text')
    throw error
  }
}
