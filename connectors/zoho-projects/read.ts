import { type Row, type Session, unlessGone, unlessUnreadable, VendorError } from '#spi'
import * as api from './api.ts'
import { arrayIn, call, list, shaped } from './client.ts'
import { fetchComments } from './comments.ts'
import { clientsAreOutOfReach } from './facts.ts'
import { isId, taskPlace, taskRowId } from './ids.ts'
import { rowsPage, walk } from './lists.ts'
import { projectRow, taskRow } from './translate.ts'

/** Up to this many rows are read one by one; more of them are first looked for in the list. */
const few = 3
const newestFirst = 'DESC(last_modified_time)'

/** Rows by id; what is not there is left out. */
export function fetch(session: Session, entity: string, ids: readonly string[]): Promise<readonly Row[]> {
  const wanted = [...new Set(ids)]
  if (entity === 'task') return fetchTasks(session, wanted)
  if (entity === 'comment') return fetchComments(session, wanted)
  if (entity === 'project') return fetchProjects(session, wanted.filter(isId))
  return fetchListed(session, entity, wanted)
}

/** Users and clients have no bulk read by id, and their lists are short. */
async function fetchListed(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  const pageOf = (page: number) => rowsPage(session, entity, { page })
  const rows = await walk(50, pageOf, seen => hasAll(seen, ids))
  return rows.filter(row => ids.includes(row.id))
}

async function fetchTasks(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const places = ids.flatMap(id => taskPlace(id) ?? [])
  const rows: Row[] = []
  for (const [project, group] of Map.groupBy(places, place => place.project)) {
    const rowIds = group.map(place => taskRowId(project, place.task))
    const one = async (id: string) => readTask(session, project, taskPlace(id)?.task ?? '')
    const pageOf = (page: number) => rowsPage(session, 'task', { page, within: project, sortBy: newestFirst })
    rows.push(...((await unlessGone(() => gather(rowIds, one, pageOf))) ?? []))
  }
  return rows
}

async function fetchProjects(session: Session, ids: readonly string[]): Promise<readonly Row[]> {
  const one = (id: string) => readProjectRow(session, id)
  const pageOf = (page: number) => rowsPage(session, 'project', { page, sortBy: newestFirst })
  const rows: Row[] = []
  for (const row of await gather(ids, one, pageOf)) rows.push(await withClient(session, row))
  return rows
}

/** A list may hide rows and shorten them; only a read of the row itself says what is gone or empty. */
async function gather(
  ids: readonly string[],
  one: (id: string) => Promise<Row | null>,
  pageOf: Parameters<typeof walk<Row>>[1],
): Promise<readonly Row[]> {
  const most = ids.length <= few ? 0 : Math.ceil(ids.length / few)
  const listed = await walk(most, pageOf, seen => hasAll(seen, ids))
  const complete = listed.filter(row => ids.includes(row.id) && row.fields.description !== undefined)
  const rows = new Map(complete.map(row => [row.id, row]))
  for (const id of ids.filter(each => !rows.has(each))) {
    const row = await unlessUnreadable(id, () => one(id))
    if (row) rows.set(id, row)
  }
  return [...rows.values()]
}

function hasAll(rows: readonly Row[], ids: readonly string[]): boolean {
  const seen = new Set(rows.map(row => row.id))
  return ids.every(id => seen.has(id))
}

/** The task as the vendor has it, or null when it is not there. */
export function taskRecord(session: Session, project: string, task: string): Promise<api.Task | null> {
  return unlessGone(async () => {
    const response = await call(session, 'GET /projects/{id}/tasks/{id}', { ids: [project, task] })
    return shaped(api.task, oneOf(response.body), response)
  })
}

export async function readTask(session: Session, project: string, task: string): Promise<Row | null> {
  const record = await taskRecord(session, project, task)
  const row = record ? taskRow(record, session, project) : null
  return row ? whole(row) : null
}

/** The project as the vendor has it, or null when it is not there or in the trash. */
export function projectRecord(session: Session, id: string): Promise<api.Project | null> {
  return unlessGone(async () => {
    const response = await call(session, 'GET /projects/{id}', { ids: [id] })
    return shaped(api.project, oneOf(response.body), response)
  })
}

async function readProjectRow(session: Session, id: string): Promise<Row | null> {
  const record = await projectRecord(session, id)
  return record ? whole(projectRow(record, session)) : null
}

/** A row that was read alone: what the vendor does not send is empty. */
function whole(row: Row): Row {
  return { ...row, fields: { ...row.fields, description: row.fields.description ?? null } }
}

export async function readProject(session: Session, id: string): Promise<Row | null> {
  const row = await readProjectRow(session, id)
  return row ? withClient(session, row) : null
}

/** Every read by id tells the client, so that a row looks the same each time; a list leaves it out. */
async function withClient(session: Session, row: Row): Promise<Row> {
  if (clientsAreOutOfReach(session.facts) || row.unread) return row
  const client = await clientOf(session, row.id)
  return client === undefined ? row : { ...row, fields: { ...row.fields, client } }
}

/** A project's client: the primary one, else the first. Undefined where the portal does not tell. */
export async function clientOf(session: Session, project: string): Promise<string | null | undefined> {
  try {
    const { items } = await list(session, 'GET /projects/{id}/clients', api.client, { ids: [project] })
    return (items.find(client => client.is_primary) ?? items[0])?.id ?? null
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return undefined
    throw error
  }
}

/** A call that this portal, plan or user does not have; in contrast to one that may work in a while. */
export function isRefusal(error: VendorError): boolean {
  return ['forbidden', 'gone', 'rejected', 'unexpected'].includes(error.failure.kind)
}

/** A single record comes bare or, on some endpoints, as a list of one, wrapped or not. */
export function oneOf(body: unknown): unknown {
  const bare = typeof body === 'object' && body !== null && 'id' in body
  return bare ? body : (arrayIn(body)?.[0] ?? body)
}
