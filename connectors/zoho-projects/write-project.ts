import {
  afterwards,
  asEarlier,
  type CreateWrite,
  type Fields,
  gone,
  newRow,
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
import * as api from './api.ts'
import { keyBody, projectBody } from './body.ts'
import { call, shaped } from './client.ts'
import { findRecent } from './find.ts'
import { addMembers } from './members.ts'
import { clientOf, isRefusal, oneOf, projectRecord, readProject } from './read.ts'
import { projectRow } from './translate.ts'

/** Creates, changes or trashes one project. */
export async function writeProject(session: Session, each: Write): Promise<WriteResult> {
  if (each.op === 'create') return createProject(session, each)
  await unchanged(session, each.id, each.ifVersion)
  if (each.op === 'update') return updateProject(session, each)
  // Deleting outright is refused on live portals; the trash keeps a project for 30 days.
  await call(session, 'POST /projects/{id}/trash', { ids: [each.id] })
  return { ok: true, row: null }
}

/** Looks before it creates, then links the client, which a project cannot be created with. */
async function createProject(session: Session, { key, fields }: CreateWrite): Promise<WriteResult> {
  const earlier = await findRecent(session, 'project', key, fields)
  const id = earlier?.id ?? (await post(session, key, fields))
  return afterwards(async () => {
    await linkWhereAllowed(session, id, fields)
    const members = await added(session, id, fields)
    const result = await newRow(id, () => shownWith(session, id, members))
    return asEarlier(result, earlier !== null)
  })
}

async function post(session: Session, key: string, fields: Fields): Promise<string> {
  const json = {
    ...(await projectBody(session, fields, true)),
    ...keyBody(session, 'project', key),
  }
  const response = await call(session, 'POST /projects', { json })
  return shaped(api.entry, oneOf(response.body), response).id
}

async function updateProject(session: Session, { id, fields }: UpdateWrite): Promise<WriteResult> {
  if (fields.client === null) throw rejected('Baton takes no client off a project', 'client')
  const json = await projectBody(session, fields, false)
  if (Object.keys(json).length > 0) await call(session, 'PATCH /projects/{id}', { ids: [id], json })
  const members = await added(session, id, fields)
  return rowAfter(async () => {
    if (typeof fields.client === 'string') await link(session, id, fields.client)
    return shownWith(session, id, members)
  })
}

type Members = readonly string[] | null

async function added(session: Session, id: string, { members }: Fields): Promise<Members> {
  return Array.isArray(members) ? addMembers(session, id, members) : null
}

/** Members are told only where some were written: another call for each project would be too much. */
async function shownWith(session: Session, id: string, members: Members): Promise<Row | null> {
  const row = await readProject(session, id)
  return row && members ? { ...row, fields: { ...row.fields, members } } : row
}

async function unchanged(session: Session, id: string, ifVersion: string | null): Promise<void> {
  if (ifVersion === null) return
  const present = await projectRecord(session, id)
  if (!present) throw gone()
  if (projectRow(present, session).version !== ifVersion) throw stale()
}

/** A portal that refuses the link keeps its new project all the same; the row then shows no client. */
async function linkWhereAllowed(session: Session, project: string, { client }: Fields): Promise<void> {
  if (typeof client !== 'string') return
  try {
    await link(session, project, client)
  } catch (error) {
    if (!(error instanceof VendorError) || !isRefusal(error)) throw error
  }
}

/** The route is documented ("Associate Customers to Project"), its body is not: of these one will do. */
const linkBodies = [
  (client: string) => ({ ids: [client] }),
  (client: string) => ({ clients: [{ id: client }] }),
  (client: string) => ({ client_ids: [client] }),
  (client: string) => ({ id: client }),
]

async function link(session: Session, project: string, client: string): Promise<void> {
  if ((await clientOf(session, project)) === client) return
  let refused: VendorError | null = null
  for (const bodyOf of linkBodies) {
    refused = await linkRefused(session, project, bodyOf(client))
    if (refused === null) return
  }
  if (refused) throw refused
}

/** Zoho's word against the body of a link, after which another body may do; null when it was taken. */
async function linkRefused(session: Session, project: string, json: object): Promise<VendorError | null> {
  try {
    await call(session, 'POST /projects/{id}/associate-client', { ids: [project], json })
    return null
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'rejected') return error
    throw error
  }
}
