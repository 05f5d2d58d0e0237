import { type Failure, type Row, type Session, VendorError, type Write, type WriteResult } from '#spi'
import { type Create, remove, type Update, update, updateUnchanged } from './batch.ts'
import { unwritable } from './compose.ts'
import { insertOnce } from './made.ts'
import { isRecordEntity } from './modules.ts'
import { failed, type Outcome } from './outcome.ts'
import { fetch } from './read.ts'
import { writeNotes } from './write-notes.ts'

type Delete = Extract<Write, { op: 'delete' }>

interface Placed<W extends Write = Write> {
  readonly at: number
  readonly write: W
}

/** Most records a write takes (zoho.com/crm/developer/docs/api/v8/insert-records.html). */
const recordsPerCall = 100

/** Sends the writes in as few calls as they allow, then reads every written row back at once. */
export async function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  if (entity === 'note') return writeNotes(session, writes)
  const outcomes = new Map<number, Outcome>()
  const open = writes
    .map((each, at) => ({ at, write: each }))
    .filter(each => !refuse(session, entity, each, outcomes))
  await inBatches(open.filter(isCreate), outcomes, some => insertOnce(session, entity, some))
  await inBatches(open.filter(isFreeUpdate), outcomes, some => update(session, entity, some))
  await inBatches(open.filter(isBoundUpdate), outcomes, some => updateUnchanged(session, entity, some))
  const deletes = await stillAsRead(session, entity, open.filter(isDelete), outcomes)
  await inBatches(deletes, outcomes, some =>
    remove(
      session,
      entity,
      some.map(each => each.id),
    ),
  )
  return results(session, entity, writes, outcomes)
}

/** Answers for writes that cannot be sent at all. */
function refuse(
  session: Session,
  entity: string,
  { at, write: each }: Placed,
  outcomes: Map<number, Outcome>,
): boolean {
  const failure = refusal(session, entity, each)
  if (failure) outcomes.set(at, failed(failure))
  return failure !== null
}

function refusal(session: Session, entity: string, each: Write): Failure | null {
  if (!isRecordEntity(entity)) return { kind: 'rejected', message: `Baton writes no ${entity} to Zoho CRM` }
  return each.op === 'delete' ? null : unwritable(session, entity, each)
}

const isCreate = (each: Placed): each is Placed<Create> => each.write.op === 'create'
const isUpdate = (each: Placed): each is Placed<Update> => each.write.op === 'update'
const isFreeUpdate = (each: Placed): each is Placed<Update> => isUpdate(each) && each.write.ifVersion === null
const isBoundUpdate = (each: Placed): each is Placed<Update> =>
  isUpdate(each) && each.write.ifVersion !== null
const isDelete = (each: Placed): each is Placed<Delete> => each.write.op === 'delete'

async function inBatches<W extends Write>(
  placed: readonly Placed<W>[],
  outcomes: Map<number, Outcome>,
  go: (some: readonly W[]) => Promise<readonly Outcome[]>,
): Promise<void> {
  for (let start = 0; start < placed.length; start += recordsPerCall) {
    const chunk = placed.slice(start, start + recordsPerCall)
    const told = await go(chunk.map(each => each.write))
    for (const [index, each] of chunk.entries()) {
      const outcome = told[index]
      if (outcome) outcomes.set(each.at, outcome)
    }
  }
}

/** A delete knows no condition at the CRM, so the version is compared by reading just before. */
async function stillAsRead(
  session: Session,
  entity: string,
  deletes: readonly Placed<Delete>[],
  outcomes: Map<number, Outcome>,
): Promise<readonly Placed<Delete>[]> {
  const bound = deletes.filter(each => each.write.ifVersion !== null)
  const rows = await readBack(
    session,
    entity,
    bound.map(each => each.write.id),
  )
  for (const { at, write: each } of bound) {
    const failure = rows instanceof VendorError ? rows.failure : outdated(rows.get(each.id), each)
    if (failure) outcomes.set(at, failed(failure))
  }
  return deletes.filter(each => !outcomes.has(each.at))
}

function outdated(row: Row | undefined, each: Delete): Failure | null {
  if (!row) return { kind: 'gone', message: 'The record was deleted already' }
  return row.version === each.ifVersion
    ? null
    : { kind: 'stale', message: 'The record changed since it was read' }
}

async function results(
  session: Session,
  entity: string,
  writes: readonly Write[],
  outcomes: ReadonlyMap<number, Outcome>,
): Promise<readonly WriteResult[]> {
  const written = writes.flatMap((each, at) => {
    const outcome = outcomes.get(at)
    return each.op !== 'delete' && outcome?.ok ? [outcome.id] : []
  })
  const read = await readBack(session, entity, written)
  return writes.map((each, at) => result(each, outcomes.get(at) ?? unsaid, read))
}

const unsaid: Outcome = failed({ kind: 'unexpected', message: 'Zoho CRM said nothing of this record' }, true)

type ReadBack = ReadonlyMap<string, Row> | VendorError

async function readBack(session: Session, entity: string, ids: readonly string[]): Promise<ReadBack> {
  try {
    return ids.length === 0 ? new Map() : byId(await fetch(session, entity, ids))
  } catch (error) {
    if (error instanceof VendorError) return error
    throw error
  }
}

/** A write whose row could not be read back counts as unanswered: it was carried out, and nobody saw how. */
function result(each: Write, outcome: Outcome, read: ReadBack): WriteResult {
  if (!outcome.ok) return outcome
  if (each.op === 'delete') return { ok: true, row: null }
  const made = each.op === 'create' ? { made: outcome.id } : {}
  if (read instanceof VendorError) return { ok: false, failure: read.failure, unanswered: true, ...made }
  const row = read.get(outcome.id)
  if (row) return { ok: true, row }
  const failure: Failure = {
    kind: 'gone',
    message: 'The record was written and could not be found afterwards',
  }
  return { ok: false, failure, unanswered: true, ...made }
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map(row => [row.id, row]))
}
