import { type Answer, asId, type Call, found, isFields, param, type Route, readBody, route } from './call.ts'
import { addClient, clientView, unlinkClient } from './client-store.ts'
import { envelope, slice } from './page.ts'
import { text } from './project-keys.ts'
import { openProject, relinkProject } from './project-store.ts'
import { badValue, missingKey } from './refusal.ts'
import type { Client, Fields } from './rows.ts'
import { amended } from './tag-rows.ts'
import { userView } from './user-view.ts'

function answer(call: Call, clients: readonly Client[], primary: string | null): Answer {
  const views = clients.map(client => clientView(client, primary))
  if (call.world.switches.get('client-list') === 'envelope') return envelope(call, 'clients', views)
  return { status: 200, body: slice(call, views).items }
}

function listPortal(call: Call): Answer {
  return answer(call, [...call.world.clients.values()], null)
}

function listProject(call: Call): Answer {
  const project = openProject(call)
  const clients = project.clients.flatMap(id => call.world.clients.get(id) ?? [])
  return answer(call, clients, project.primaryClient)
}

function make(call: Call): Client {
  const { name, ...rest } = readBody(call)
  if (name === undefined) throw missingKey('name')
  return addClient(call.world, call.actor, text('name', name, 200, 1), rest)
}

function createInPortal(call: Call): Answer {
  return { status: 201, body: clientView(make(call), null) }
}

function createInProject(call: Call): Answer {
  const project = openProject(call)
  const client = make(call)
  relinkProject(call.world, project, { clients: amended(project.clients, [client.id], []) })
  return { status: 201, body: clientView(client, project.primaryClient) }
}

function associate(call: Call): Answer {
  const project = openProject(call)
  const ids = bodyIds(call, readBody(call))
  for (const id of ids) if (!call.world.clients.has(id)) throw badValue('ids')
  const after = relinkProject(call.world, project, { clients: amended(project.clients, ids, []) })
  const clients = ids.flatMap(id => call.world.clients.get(id) ?? [])
  const views = clients.map(client => clientView(client, after.primaryClient))
  return { status: 200, body: { clients: views } }
}

/** The body of this call was not seen anywhere: one of four shapes, by switch. */
function bodyIds(call: Call, body: Fields): readonly string[] {
  const style = call.world.switches.get('client-body')
  const given = style === 'id' ? [body.id] : body[style]
  if (given === undefined || (style === 'id' && body.id === undefined)) throw missingKey(style)
  if (!Array.isArray(given) || given.length === 0) throw badValue(style)
  return given.map((item: unknown) => {
    const id = asId(style === 'clients' && isFields(item) ? item.id : item)
    if (id === null) throw badValue(style)
    return id
  })
}

function makePrimary(call: Call): Answer {
  const project = openProject(call)
  const client = found(project.clients.find(id => id === param(call, 'client')))
  relinkProject(call.world, project, { primaryClient: client })
  return { status: 200, body: clientView(found(call.world.clients.get(client)), client) }
}

function dissociate(call: Call): Answer {
  const project = openProject(call)
  unlinkClient(call.world, project, found(project.clients.find(id => id === param(call, 'client'))))
  return { status: 204 }
}

function listClientUsers(call: Call): Answer {
  const project = openProject(call)
  const users = [...call.world.users.values()].filter(
    user => user.client && project.users.includes(user.zpuid),
  )
  return envelope(call, 'users', users.map(userView))
}

const clients = 'projects/:project/clients'

export const clientRoutes: readonly Route[] = [
  route('GET', 'clients', 'clients.READ', listPortal),
  route('POST', 'clients', 'clients.CREATE', createInPortal),
  route('GET', clients, 'clients.READ', listProject),
  route('POST', clients, 'clients.CREATE', createInProject),
  route('GET', `${clients}/users`, 'clients.READ', listClientUsers),
  route('DELETE', `${clients}/:client`, 'clients.DELETE', dissociate),
  route('POST', 'projects/:project/associate-client', 'clients.CREATE', associate),
  route('POST', 'projects/:project/primary-client/:client', 'clients.CREATE', makePrimary),
]
