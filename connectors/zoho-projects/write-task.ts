import {
  asEarlier,
  type CreateWrite,
  gone,
  newRow,
  type Row,
  rejected,
  rowAfter,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  type VendorResponse,
  type Write,
  type WriteResult,
} from '#spi'
import * as api from './api.ts'
import { keyBody, taskBody } from './body.ts'
import { call, shaped } from './client.ts'
import { findRecent } from './find.ts'
import { type TaskPlace, taskPlace, taskRowId } from './ids.ts'
import { oneOf, readTask, taskRecord } from './read.ts'
import { taskRow } from './translate.ts'

/** Creates, changes or deletes one task below its project. */
export async function writeTask(session: Session, each: Write): Promise<WriteResult> {
  if (each.op === 'create') return createTask(session, each)
  const place = taskPlace(each.id)
  if (!place) throw gone()
  if (each.op === 'update') return updateTask(session, each, place)
  if (each.ifVersion !== null) await unchanged(session, place, each.ifVersion)
  await call(session, 'DELETE /projects/{id}/tasks/{id}', { ids: [place.project, place.task] })
  return { ok: true, row: null }
}

/** Looks before it creates: the vendor would make a second task of the same key. */
async function createTask(session: Session, { key, fields }: CreateWrite): Promise<WriteResult> {
  const { project } = fields
  if (typeof project !== 'string') throw rejected('A task needs a project', 'project')
  const earlier = await findRecent(session, 'task', key, fields)
  if (earlier) return asEarlier(rowNow(earlier), true)
  const json = {
    ...(await taskBody(session, project, fields, null)),
    ...keyBody(session, 'task', key),
  }
  const response = await call(session, 'POST /projects/{id}/tasks', { ids: [project], json })
  const whole = wholeTask(response.body)
  if (whole) return rowNow(taskRow(whole, session, project))
  const { id } = shaped(api.entry, oneOf(response.body), response)
  return newRow(taskRowId(project, id), () => readTask(session, project, id))
}

async function updateTask(session: Session, each: UpdateWrite, place: TaskPlace): Promise<WriteResult> {
  const { project } = each.fields
  if (project !== undefined && project !== place.project)
    throw rejected('A task cannot be moved to another project', 'project')
  const present = await unchanged(session, place, each.ifVersion)
  const json = await taskBody(session, place.project, each.fields, present)
  if (Object.keys(json).length === 0) return rowNow(taskRow(present, session, place.project))
  const ids = [place.project, place.task]
  const response = await call(session, 'PATCH /projects/{id}/tasks/{id}', { ids, json })
  return rowAfter(() => rowIn(session, place.project, response, place.task))
}

/** The task as it stands. No write is conditional, so this is how an outdated version is found out. */
async function unchanged(session: Session, place: TaskPlace, ifVersion: string | null): Promise<api.Task> {
  const present = await taskRecord(session, place.project, place.task)
  if (!present) throw gone()
  const version = taskRow(present, session, place.project)?.version
  if (ifVersion !== null && version !== ifVersion) throw stale()
  return present
}

/** The row as the answer shows it where the answer is a whole task, else as it is read afterwards. */
async function rowIn(
  session: Session,
  project: string,
  response: VendorResponse,
  task: string,
): Promise<Row | null> {
  const whole = wholeTask(response.body)
  return whole ? taskRow(whole, session, project) : readTask(session, project, task)
}

function wholeTask(body: unknown): api.Task | null {
  const parsed = api.task.safeParse(oneOf(body))
  if (!parsed.success) return null
  const { name, description, status, last_modified_time, owners_and_work, tasklist } = parsed.data
  const told = name && status && last_modified_time && owners_and_work && tasklist
  return told && description !== undefined ? parsed.data : null
}
