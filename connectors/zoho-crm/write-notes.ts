import {
  type Failure,
  type Fields,
  type Row,
  rejected,
  type Session,
  stale,
  VendorError,
  type Write,
  type WriteResult,
} from '#spi'
import { outcomeList } from './api.ts'
import { failureOf } from './classify.ts'
import { call } from './client.ts'
import { lightRecords } from './limits.ts'
import { fetchNotes, notePlace, noteRowId } from './notes.ts'
import { failed, type Outcome } from './outcome.ts'

interface Placed {
  readonly at: number
  readonly write: Write
}

/**
 * Notes in as few calls as they allow, and each task's thread read back once. Only their words can be changed; their
 * author is always who is signed in (zoho.com/crm/developer/docs/api/v8/notes.html).
 */
export async function writeNotes(
  session: Session,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  const outcomes = new Map<number, Outcome>()
  const placed = writes.map((write, at): Placed => ({ at, write }))
  for (const one of placed) {
    const failure = refusal(one.write)
    if (failure) outcomes.set(one.at, failed(failure))
  }
  await comparedFirst(session, placed, outcomes)
  for (const op of ['create', 'update', 'delete'] as const) {
    const due = placed.filter(one => one.write.op === op && !outcomes.has(one.at))
    const told = due.length === 0 ? [] : await send(session, op, due)
    for (const [index, one] of due.entries()) outcomes.set(one.at, told[index] ?? unsaid)
  }
  return results(session, placed, outcomes)
}

const unsaid: Outcome = failed({ kind: 'unexpected', message: 'Zoho CRM said nothing of this note' }, true)

function refusal(write: Write): Failure | null {
  if (write.op !== 'create' && !notePlace(write.id)) return { kind: 'gone', message: 'There is no such note' }
  if (write.op === 'delete') return null
  const { text, task } = write.fields
  if (write.op === 'create' && !/^\d+$/.test(String(task ?? '')))
    return rejected('A note needs a task', 'task').failure
  if (write.op === 'update' && task !== undefined && task !== notePlace(write.id)?.task)
    return rejected('A note cannot be moved to another task', 'task').failure
  const isWordless =
    text === undefined ? write.op === 'create' : typeof text !== 'string' || text.trim() === ''
  return isWordless ? rejected('A note needs words', 'text').failure : null
}

/** No write of a note is conditional, so outdated versions are found out by reading right before. */
async function comparedFirst(
  session: Session,
  placed: readonly Placed[],
  outcomes: Map<number, Outcome>,
): Promise<void> {
  const bound = placed.flatMap(({ at, write }) =>
    write.op !== 'create' && write.ifVersion !== null && !outcomes.has(at) ? [{ at, write }] : [],
  )
  if (bound.length === 0) return
  const rows = await readBack(
    session,
    bound.map(one => one.write.id),
  )
  for (const { at, write } of bound) {
    if (rows instanceof VendorError) outcomes.set(at, failed(rows.failure))
    else if (!rows.has(write.id)) outcomes.set(at, failed({ kind: 'gone', message: 'The note is not there' }))
    else if (rows.get(write.id)?.version !== write.ifVersion) outcomes.set(at, failed(stale().failure))
  }
}

async function send(session: Session, op: Write['op'], due: readonly Placed[]): Promise<readonly Outcome[]> {
  try {
    const response = await call(
      session,
      requestFor(
        op,
        due.map(one => one.write),
      ),
    )
    return outcomesIn(response.body, op, due) ?? due.map(() => unsaid)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const { failure, response, unanswered } = error
    return (
      outcomesIn(response?.body, op, due) ?? due.map(() => failed(alone(failure, op, undefined), unanswered))
    )
  }
}

function requestFor(op: Write['op'], writes: readonly Write[]) {
  const weight = Math.ceil(writes.length / lightRecords)
  const size = { weight, heavy: writes.length > lightRecords }
  if (op === 'delete')
    return {
      method: 'DELETE' as const,
      path: '/Notes',
      query: { ids: writes.flatMap(idOf).join(',') },
      ...size,
    }
  const json = { data: writes.map(bodyOf), trigger: [] }
  return { method: op === 'create' ? ('POST' as const) : ('PUT' as const), path: '/Notes', json, ...size }
}

function idOf(write: Write): string[] {
  return write.op === 'create' ? [] : [notePlace(write.id)?.note ?? '']
}

/** A title is part of the words that are given, so an old one goes. */
function bodyOf(write: Write): Fields | Readonly<Record<string, unknown>> {
  if (write.op === 'delete') return {}
  const words = write.fields.text === undefined ? {} : { Note_Title: null, Note_Content: write.fields.text }
  if (write.op === 'update') return { id: notePlace(write.id)?.note, ...words }
  return { ...words, Parent_Id: { module: { api_name: 'Tasks' }, id: write.fields.task } }
}

/** One entry for each note, in order, under good and bad statuses alike; null where they are not all there. */
function outcomesIn(body: unknown, op: Write['op'], due: readonly Placed[]): readonly Outcome[] | null {
  const parsed = outcomeList.safeParse(body)
  if (!parsed.success || parsed.data.data.length !== due.length) return null
  return parsed.data.data.map(entry => {
    const id = entry.details?.id
    if (entry.code === 'SUCCESS' && id !== undefined) return { ok: true, id }
    const failure = failureOf(entry)
    return failure ? failed(alone(failure, op, entry.details?.api_name)) : unsaid
  })
}

/**
 * A note that is not there is called invalid data, and so is the task that one is to stand under; one that is not ours to
 * touch is no missing right of the account.
 */
function alone(failure: Failure, op: Write['op'], about: unknown): Failure {
  const isItself = about === undefined || about === 'id'
  if (op === 'create' && failure.code === 'INVALID_DATA' && about === 'Parent_Id')
    return { ...failure, kind: 'gone' }
  if (op !== 'create' && failure.code === 'INVALID_DATA' && isItself) return { ...failure, kind: 'gone' }
  if (op !== 'create' && failure.code === 'NO_PERMISSION') return { ...failure, kind: 'rejected' }
  return failure
}

type Found = ReadonlyMap<string, Row> | VendorError

async function readBack(session: Session, ids: readonly string[]): Promise<Found> {
  try {
    return new Map((await fetchNotes(session, ids)).map(row => [row.id, row]))
  } catch (error) {
    if (error instanceof VendorError) return error
    throw error
  }
}

async function results(
  session: Session,
  placed: readonly Placed[],
  outcomes: ReadonlyMap<number, Outcome>,
): Promise<readonly WriteResult[]> {
  const written = placed.flatMap(({ at, write }) => {
    const outcome = outcomes.get(at)
    return outcome?.ok && write.op !== 'delete' ? [rowIdOf(write, outcome.id)] : []
  })
  const rows: Found = written.length === 0 ? new Map() : await readBack(session, written)
  return placed.map(({ at, write }) => {
    const outcome = outcomes.get(at) ?? unsaid
    if (!outcome.ok) return outcome
    if (write.op === 'delete') return { ok: true, row: null }
    const id = rowIdOf(write, outcome.id)
    const made = write.op === 'create' ? { made: id } : {}
    if (rows instanceof VendorError) return { ok: false, failure: rows.failure, unanswered: true, ...made }
    const row = rows.get(id)
    const failure: Failure = {
      kind: 'gone',
      message: 'The note was written and could not be found afterwards',
    }
    return row ? { ok: true, row } : { ok: false, failure, unanswered: write.op === 'create', ...made }
  })
}

function rowIdOf(write: Write, id: string): string {
  return write.op === 'create' ? noteRowId(String(write.fields.task), id) : write.id
}
