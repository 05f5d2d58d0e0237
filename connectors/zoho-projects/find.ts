import type { z } from 'zod'
import { type Fields, type Row, type Session, type Value, VendorError } from '#spi'
import * as api from './api.ts'
import { type Listed, list } from './client.ts'
import { rowsPage, walk } from './lists.ts'
import { readSettings } from './settings.ts'
import { projectRow, taskRow } from './translate.ts'

/** How many pages are searched; beyond them a row counts as not made by us. */
const searched = 5
const newestFirst = 'DESC(created_time)'

/** The row that a create with this key made. There is no exact search, so the newest rows are compared. */
export function find(session: Session, entity: string, key: string, fields: Fields): Promise<Row | null> {
  return findWithin(session, entity, key, fields, searched)
}

/** As `find`, in the newest rows only: a create that is sent again is sent again soon. */
export function findRecent(
  session: Session,
  entity: string,
  key: string,
  fields: Fields,
): Promise<Row | null> {
  return findWithin(session, entity, key, fields, 1)
}

async function findWithin(
  session: Session,
  entity: string,
  key: string,
  fields: Fields,
  pages: number,
): Promise<Row | null> {
  if (entity === 'project') return findProject(session, key, pages)
  if (entity === 'task') return findTask(session, key, fields.project, pages)
  return entity === 'client' ? findClient(session, fields.name) : null
}

async function findProject(session: Session, key: string, pages: number): Promise<Row | null> {
  const pageOf = (page: number) =>
    unlessStrange(
      session,
      key,
      list(session, 'GET /projects', api.project, { page, query: { sort_by: newestFirst } }),
    )
  const found = original(await walk(pages, pageOf, () => false), session, key)
  return found ? projectRow(found, session) : null
}

async function findTask(session: Session, key: string, project: unknown, pages: number): Promise<Row | null> {
  const within = typeof project === 'string' ? project : undefined
  const place = within === undefined ? [] : [within]
  const route = within === undefined ? 'GET /tasks' : 'GET /projects/{id}/tasks'
  const pageOf = (page: number) =>
    unlessStrange(
      session,
      key,
      list(session, route, api.task, { page, ids: place, query: { sort_by: newestFirst } }),
    )
  const found = original(await walk(pages, pageOf, () => false), session, key)
  return found ? taskRow(found, session, within) : null
}

/** A record that carries the key and cannot be read was made: it must not be made again. */
async function unlessStrange<T>(session: Session, key: string, page: Promise<Listed<T>>): Promise<Listed<T>> {
  const { keyField } = readSettings(session.settings)
  const listed = await page
  const made = listed.strange.find(({ item }) => Object(item)[keyField] === key)
  if (made) throw new VendorError({ kind: 'unexpected', message: made.why }, null)
  return listed
}

/** A client has no field for our key; its name says as much, where only one client has it. */
async function findClient(session: Session, name: Value | undefined): Promise<Row | null> {
  if (typeof name !== 'string') return null
  const rows = await walk(
    50,
    page => rowsPage(session, 'client', { page }),
    () => false,
  )
  const same = rows.filter(row => row.fields.name === name)
  return same.length === 1 ? (same[0] ?? null) : null
}

type Keyed = z.infer<typeof api.project> | z.infer<typeof api.task>

/** A clone carries our key too, and is younger than what it was cloned from. */
function original<T extends Keyed>(records: readonly T[], session: Session, key: string): T | null {
  const { keyField } = readSettings(session.settings)
  const ours = records.filter(record => (record as Readonly<Record<string, unknown>>)[keyField] === key)
  return ours.sort((a, b) => born(a) - born(b))[0] ?? null
}

function born(record: Keyed): number {
  const time = Date.parse(record.created_time ?? '')
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}
