import {
  type CreateWrite,
  type Fields,
  gone,
  newRow,
  oneByOne,
  type Row,
  rejected,
  rowAfter,
  type Session,
  stale,
  type UpdateWrite,
  VendorError,
  type Write,
  type WriteResult,
} from '#spi'
import { type EspoRecord, type Listed, record } from './api.ts'
import { duplicatesIn } from './classify.ts'
import { shaped } from './client.ts'
import { recordFor } from './compose.ts'
import { writeNote } from './notes.ts'
import { find, readOne } from './read.ts'
import { callToWrite } from './refused.ts'
import { readSettings } from './settings.ts'
import { rowOf } from './translate.ts'
import { isRecordEntity, typeOf } from './types.ts'

type DeleteWrite = Extract<Write, { op: 'delete' }>

/** One call after the other: EspoCRM has none for several records that would tell what became of each. */
export function write(
  session: Session,
  entity: string,
  writes: readonly Write[],
): Promise<readonly WriteResult[]> {
  return oneByOne(writes, each => carryOut(session, entity, each))
}

function carryOut(session: Session, entity: string, each: Write): Promise<WriteResult> {
  if (entity === 'note') return writeNote(session, each)
  if (!isRecordEntity(entity)) throw rejected(`Baton writes no ${entity} to EspoCRM`)
  if (each.op !== 'delete') refuseUnnamed(session, each.fields)
  if (each.op === 'create') return create(session, entity, each)
  return each.op === 'update' ? update(session, entity, each) : remove(session, entity, each)
}

/** Two fields of a deal are custom ones, and only the settings know their names. */
function refuseUnnamed(session: Session, { project, progress }: Fields): void {
  const { projectField, progressField } = readSettings(session.settings)
  const unnamed = (field: string) =>
    rejected(`No field of the opportunity is named in the setting ${field}Field`, field)
  if (project !== undefined && !projectField) throw unnamed('project')
  if (progress !== undefined && !progressField) throw unnamed('progress')
}

/** Looks for our key first. EspoCRM looks for equal names by itself, and only a person can say whether they are one. */
async function create(session: Session, entity: string, each: CreateWrite): Promise<WriteResult> {
  const made = await find(session, entity, each.key, each.fields)
  if (made) throw alreadyMade(made.id)
  const { keyField } = readSettings(session.settings)
  const json = { ...recordFor(entity, each.fields, null, session), [keyField]: each.key }
  try {
    const response = await callToWrite(session, entity, {
      method: 'POST',
      path: `/${typeOf(entity).name}`,
      json,
    })
    const { id } = shaped(record, response, true)
    return await newRow(id, () => readRow(session, entity, id))
  } catch (error) {
    const twins = error instanceof VendorError && error.response ? duplicatesIn(error.response) : []
    if (twins.length === 0) throw error
    const ours = twins.find(one => one[keyField] === each.key)
    throw ours ? alreadyMade(ours.id) : alike(twins)
  }
}

function alreadyMade(existingId: string): VendorError {
  const message = 'A record with this key is there already'
  return new VendorError({ kind: 'duplicate', message, existingId }, null)
}

function alike(twins: readonly Listed[]): VendorError {
  const names = twins.slice(0, 3).map(one => `${one.name ?? 'one'} (${one.id})`)
  const message = `EspoCRM has such a record already: ${names.join(', ')}. Link it, or give one of them another name`
  return new VendorError({ kind: 'rejected', code: 'duplicate', message }, null)
}

async function update(session: Session, entity: string, each: UpdateWrite): Promise<WriteResult> {
  const numbered = /^\d+$/.test(each.ifVersion ?? '')
  const present = await presentFor(session, entity, each, numbered)
  const json = recordFor(entity, each.fields, present, session)
  // A number that is outdated is refused with 409, but only where the call would change something.
  const headers = numbered ? { 'x-version-number': each.ifVersion ?? '' } : {}
  if (Object.keys(json).length > 0)
    await callToWrite(session, entity, {
      method: 'PUT',
      path: `/${typeOf(entity).name}/${each.id}`,
      json,
      headers,
    })
  return rowAfter(() => readRow(session, entity, each.id))
}

/** The record as it stands, where it has to be known: for a due date's time of day, or where EspoCRM counts no versions. */
async function presentFor(
  session: Session,
  entity: string,
  each: UpdateWrite,
  numbered: boolean,
): Promise<EspoRecord | null> {
  const unguarded = each.ifVersion !== null && !numbered
  return unguarded || each.fields.dueDate !== undefined ? asRead(session, entity, each) : null
}

/** The record, if it is still the one that was read. */
async function asRead(
  session: Session,
  entity: string,
  { id, ifVersion }: UpdateWrite | DeleteWrite,
): Promise<EspoRecord> {
  const present = await readOne(session, entity, id)
  if (present === null) throw gone()
  if (ifVersion !== null && rowOf(entity, present, session).version !== ifVersion) throw stale()
  return present
}

/** A delete knows no condition, so the version is compared by reading just before. */
async function remove(session: Session, entity: string, each: DeleteWrite): Promise<WriteResult> {
  if (each.ifVersion !== null) await asRead(session, entity, each)
  await callToWrite(session, entity, { method: 'DELETE', path: `/${typeOf(entity).name}/${each.id}` })
  return { ok: true, row: null }
}

async function readRow(session: Session, entity: string, id: string): Promise<Row | null> {
  const now = await readOne(session, entity, id)
  return now && rowOf(entity, now, session)
}
