import type { Actor } from './call.ts'
import { relinkProject } from './project-store.ts'
import { record } from './record-log.ts'
import type { Client, Fields, Project } from './rows.ts'
import type { World } from './world.ts'

export function clientView(client: Client, primary: string | null): Fields {
  const { id, name, fields, created } = client
  return { ...fields, id, name, created_time: created, is_primary: id === primary }
}

export function addClient(world: World, actor: Actor, name: string, fields: Fields): Client {
  const client = { id: world.nextId(), name, fields, created: world.clock.stamp() }
  world.clients.set(client.id, client)
  const after = clientView(client, null)
  record(world, actor, { does: 'add', module: 'Clients', id: client.id, before: null, after })
  return client
}

export function changeClient(world: World, actor: Actor, before: Client, changes: Fields): Client {
  const { name = before.name, ...rest } = changes
  const after = { ...before, name: String(name), fields: { ...before.fields, ...rest } }
  world.clients.set(after.id, after)
  const views = { before: clientView(before, null), after: clientView(after, null) }
  record(world, actor, { does: 'edit', module: 'Clients', id: after.id, ...views })
  return after
}

export function removeClient(world: World, actor: Actor, client: Client): void {
  for (const project of [...world.projects.values()])
    if (project.clients.includes(client.id)) unlinkClient(world, project, client.id)
  world.clients.delete(client.id)
  const before = clientView(client, null)
  record(world, actor, { does: 'remove', module: 'Clients', id: client.id, before, after: null })
}

export function unlinkClient(world: World, project: Project, id: string): void {
  const primaryClient = project.primaryClient === id ? null : project.primaryClient
  relinkProject(world, project, { clients: project.clients.filter(one => one !== id), primaryClient })
}
