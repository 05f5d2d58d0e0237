import {
  type Fields,
  fewAtOnce,
  type Row,
  type Session,
  unlessGone,
  unlessUnreadable,
  VendorError,
} from '#spi'
import { type EspoRecord, type Listed, record, recordList } from './api.ts'
import { read } from './client.ts'
import { listSize } from './entities.ts'
import { carriesKey } from './facts.ts'
import { noteRow } from './notes.ts'
import { readSettings } from './settings.ts'
import { rowListed, rowOf } from './translate.ts'
import { isRecordEntity, typeName, typeOf } from './types.ts'
import { type Where, whereQuery } from './where.ts'

/** So many ids keep an address below the 8 000 letters that web servers take. */
const idsPerCall = 80

interface ListAsk {
  readonly where: readonly Where[]
  readonly orderBy: string
  readonly size?: number
}

/**
 * Records of one type, in rising order, equal ones by id. `select` is left out on purpose: lists that name their
 * attributes cut long texts after 10 000 letters, lists that do not give them whole. Nobody counts them all.
 */
export async function list(session: Session, type: string, ask: ListAsk): Promise<readonly Listed[]> {
  const { where, orderBy, size = listSize } = ask
  const query = { ...whereQuery(where), orderBy, order: 'asc', maxSize: size, offset: 0 }
  const headers = { 'x-no-total': 'true' }
  return (await read(session, { path: `/${type}`, query, headers }, recordList)).list
}

/** Rows by id; what is not there is left out. */
export async function fetch(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  // To its PHP the id "0" is none at all: asked for, it is a bad request.
  const known = [...new Set(ids)].filter(id => /^[\w-]+$/.test(id) && id !== '0')
  const rows: Row[] = []
  for (let start = 0; start < known.length; start += idsPerCall)
    rows.push(...(await fetchChunk(session, entity, known.slice(start, start + idsPerCall))))
  return rows
}

async function fetchChunk(session: Session, entity: string, ids: readonly string[]): Promise<readonly Row[]> {
  const where: Where[] = [{ type: 'in', attribute: 'id', value: ids }]
  const found = await list(session, typeName(entity), { where, orderBy: 'id' })
  const rows = found.flatMap(each => rowIn(entity, each, session) ?? [])
  const missed = ids.filter(id => !found.some(each => each.id === id))
  const hidden = await fewAtOnce(missed, id => single(session, entity, id))
  return [...rows, ...hidden.flat()]
}

/**
 * A list leaves out what our role may not see, as if it were deleted. Asked for by itself, such a record is
 * `forbidden`, and only a deleted one is not there. Lists leave out API users, too, our own among them; an inactive
 * user is shown to nobody but admins, and counts as not there.
 */
async function single(session: Session, entity: string, id: string): Promise<readonly Row[]> {
  try {
    const row = await unlessUnreadable(id, async () => {
      const found = await readOne(session, entity, id)
      return found && (entity === 'note' ? noteRow(found, session) : rowOf(entity, found, session))
    })
    return row === null ? [] : [row]
  } catch (error) {
    const isHidden = error instanceof VendorError && error.failure.kind === 'forbidden'
    if (isHidden && entity === 'user') return []
    throw error
  }
}

/** A record of a list as a row; null for one that is none of the entity. */
function rowIn(entity: string, item: Listed, session: Session): Row | null {
  return entity === 'note' ? noteRow(item, session) : rowListed(entity, item, session)
}

/** One record as it is now; null when it is deleted. */
export function readOne(session: Session, entity: string, id: string): Promise<EspoRecord | null> {
  return unlessGone(() => read(session, { path: `/${typeName(entity)}/${id}` }, record))
}

/** The row that a create with this key made; the oldest, should somebody have copied it by hand. */
export async function find(
  session: Session,
  entity: string,
  key: string,
  _fields: Fields,
): Promise<Row | null> {
  if (!isRecordEntity(entity) || !carriesKey(entity, session.facts)) return null
  const attribute = readSettings(session.settings).keyField
  const where: Where[] = [{ type: 'equals', attribute, value: key }]
  const [first] = await list(session, typeOf(entity).name, { where, orderBy: 'createdAt', size: 1 })
  return first ? rowListed(entity, first, session) : null
}
