import {
  afterwards,
  asEarlier,
  type CreateWrite,
  type Fields,
  newRow,
  rejected,
  rowAfter,
  rowNow,
  type Session,
  stale,
  type UpdateWrite,
  unlessGone,
  type Write,
  type WriteResult,
} from '#spi'
import * as api from './api.ts'
import { projectBody } from './body.ts'
import { call, within } from './client.ts'
import { catalogueIn } from './facts.ts'
import { identifierOf } from './keys.ts'
import { projectEntity, projectMade, readProject } from './read.ts'
import { copyTemplate, templateNamed, traitsOf } from './template.ts'

type Body = Readonly<Record<string, unknown>>

/** Creates or changes one project, be it a client's or one of work. Baton deletes none. */
export async function writeProject(session: Session, entity: string, write: Write): Promise<WriteResult> {
  if (write.op === 'create') return create(session, entity, write)
  if (write.op === 'update') return update(session, entity, write)
  throw rejected('Redmine deletes a project with all that is in it, so Baton deletes none')
}

/** Our key is the identifier, so a second create of the same key meets the first one's project and goes on with it. */
async function create(session: Session, entity: string, { key, fields }: CreateWrite): Promise<WriteResult> {
  const identifier = identifierOf(key)
  const earlier = await projectMade(session, identifier)
  if (earlier === 'hidden')
    throw rejected(
      'The one that Baton made of it before is archived in Redmine, or hidden from its user. Bring it back there, or delete it for good, and try again',
    )
  const project = earlier ?? (await post(session, entity, identifier, fields))
  return afterwards(async () => {
    if (entity === 'project') await copyTemplate(session, project, key, fields.template)
    const result = await newRow(project.id, async () =>
      projectEntity(await readProject(session, identifier), session, entity),
    )
    return asEarlier(result, earlier !== null)
  })
}

/** New projects are private: who may see them is for Redmine's people to widen. */
async function post(
  session: Session,
  entity: string,
  identifier: string,
  fields: Fields,
): Promise<api.Project> {
  const { clients } = catalogueIn(session.facts)
  if (entity === 'project' && clients === null && typeof fields.client !== 'string')
    throw rejected('At the top level stand the clients; a project needs one to stand below', 'client')
  const place = entity === 'client' && clients !== null ? { parent_id: clients } : {}
  await clientIsThere(session, fields)
  const template = entity === 'project' ? await templateNamed(session, fields.template) : null
  const traits = template ? traitsOf(template, session) : { enabled_module_names: ['issue_tracking'] }
  const body = merged(traits, await projectBody(session, fields))
  const json = { project: { ...body, ...place, identifier, is_public: false } }
  return within('project', api.project, await call(session, 'POST', '/projects.json', { json }))
}

/** An unknown parent makes Redmine answer 500, which looks as if it were down. */
async function clientIsThere(session: Session, { client }: Fields): Promise<void> {
  if (typeof client !== 'string') return
  const found = await unlessGone(() => readProject(session, client))
  if (!found) throw rejected(`Redmine has no project ${client} for the client`, 'client')
}

/** Values of the mapping stand before those of the template. */
function merged(traits: Body, body: Body): Body {
  const list = (from: Body) => (Array.isArray(from.custom_fields) ? from.custom_fields : [])
  const own = list(body)
  const rest = list(traits).filter(one => !own.some(other => other.id === one.id))
  const custom = [...rest, ...own]
  return { ...traits, ...body, ...(custom.length > 0 ? { custom_fields: custom } : {}) }
}

async function update(
  session: Session,
  entity: string,
  { id, ifVersion, fields }: UpdateWrite,
): Promise<WriteResult> {
  const present = await readProject(session, id)
  const row = projectEntity(present, session, entity)
  if (ifVersion !== null && row?.version !== ifVersion) throw stale()
  if (fields.client === null) throw rejected('Baton takes no project away from its client', 'client')
  const project = await projectBody(session, fields)
  if (Object.keys(project).length === 0) return rowNow(row)
  if (present.status !== 1)
    throw rejected(`The project "${present.name}" is closed, and Redmine changes nothing in it`)
  await clientIsThere(session, fields)
  await call(session, 'PUT', `/projects/${id}.json`, { json: { project } })
  return rowAfter(async () => projectEntity(await readProject(session, id), session, entity))
}
