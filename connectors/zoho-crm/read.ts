import { type Fields, type Row, type Session, VendorError } from '#spi'
import { anyList, record, user, userList } from './api.ts'
import { read } from './client.ts'
import { query, withText } from './coql.ts'
import { eachRow } from './each.ts'
import { keyFieldState } from './facts.ts'
import { columnsOf, isRecordEntity, moduleOf } from './modules.ts'
import { fetchNotes } from './notes.ts'
import { readSettings } from './settings.ts'
import { rowOf, userRow } from './translate.ts'

/** Most ids a list call takes (zoho.com/crm/developer/docs/api/v8/get-records.html). */
const idsPerCall = 100

/** Rows by id, one call per 100; what is not there is left out. */
export async function fetch(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  if (entity === 'note') return fetchNotes(session, ids)
  const known = [...new Set(ids)].filter(id => /^\d+$/.test(id))
  const chunks = Array.from({ length: Math.ceil(known.length / idsPerCall) }, (_, at) =>
    known.slice(at * idsPerCall, (at + 1) * idsPerCall),
  )
  const rows: Row[] = []
  for (const chunk of chunks) rows.push(...(await fetchChunk(session, entity, chunk)))
  return rows
}

async function fetchChunk(session: Session, entity: string, ids: readonly string[]): Promise<readonly Row[]> {
  if (!isRecordEntity(entity)) return fetchUsers(session, ids)
  const records = await listByIds(session, entity, ids)
  return eachRow(records, record, each => rowOf(entity, each, session))
}

/** Whether one unknown id fails a whole list is not documented, so such a list is asked for again in halves. */
async function listByIds(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  try {
    return await listWhole(session, entity, ids)
  } catch (error) {
    if (!(error instanceof VendorError) || error.failure.kind !== 'gone') throw error
    if (ids.length === 1) return []
    const middle = Math.ceil(ids.length / 2)
    const first = await listByIds(session, entity, ids.slice(0, middle))
    return [...first, ...(await listByIds(session, entity, ids.slice(middle)))]
  }
}

/** A list takes 50 names; an account with more custom fields is asked again for the rest. */
async function listWhole(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const lists: (readonly unknown[])[] = []
  for (const fields of fieldsAsked(session, entity)) {
    const query = { ids: ids.join(','), fields: fields.join(',') }
    lists.push((await read(session, { path: `/${moduleOf(entity).name}`, query }, anyList))?.data ?? [])
  }
  const [first = [], ...rest] = lists
  return rest.length === 0 ? first : first.map(each => joined(each, rest.flat()))
}

/** One record from several answers. The first one's time stands, so that a change in between is read again. */
function joined(first: unknown, rest: readonly unknown[]): unknown {
  const id = record.safeParse(first).data?.id
  return Object.assign({}, ...rest.filter(each => record.safeParse(each).data?.id === id), first)
}

/** Most names that a list takes (zoho.com/crm/developer/docs/api/v8/get-records.html). */
const mostFields = 50
const always = ['Modified_Time', 'Modified_By']

/** The CRM demands `fields` of every list. */
function fieldsAsked(session: Session, entity: string): readonly (readonly string[])[] {
  const named = Object.values(columnsOf(entity, session)).map(column => column.api)
  const state = keyFieldState(entity, session.facts)
  const key = state === 'missing' || entity === 'contact' ? [] : [readSettings(session.settings).keyField]
  const names = [...new Set([...moduleOf(entity).also, ...key, ...named])]
  const room = mostFields - always.length
  return Array.from({ length: Math.ceil(names.length / room) }, (_, at) => [
    ...always,
    ...names.slice(at * room, (at + 1) * room),
  ])
}

async function fetchUsers(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const ask = { path: '/users', query: { type: 'AllUsers', ids: ids.join(','), per_page: 200 } }
  const answer = await read(session, ask, userList)
  const wanted = new Set(ids)
  return eachRow(answer?.users ?? [], user, userRow).filter(row => wanted.has(row.id))
}

/** The row that a create with this key made. Reads the records, never the search index, which lags. */
export async function find(
  session: Session,
  entity: string,
  key: string,
  _fields: Fields,
): Promise<Row | null> {
  const { keyField } = readSettings(session.settings)
  const { records } = await query(session, withText(moduleOf(entity).name, keyField, [key]))
  const first = records[0]
  if (!first) return null
  const rows = await fetch(session, entity, [first.id])
  return rows[0] ?? null
}
