import { asId, isFields } from './call.ts'
import { type Deeds, type Desk, rowOf } from './person-desk.ts'
import { type projectModule, relinkProject, restoreProject, trashProject } from './project-store.ts'
import { projectState } from './project-view.ts'
import { createProject, updateProject } from './project-write.ts'
import type { Fields, Project } from './rows.ts'
import { amended } from './tag-rows.ts'
import { userNamed } from './who.ts'
import type { World } from './world.ts'

const members = ['users', 'clients', 'primary_client']

function deeds(kind: Project['kind']): Deeds {
  return {
    add: ({ world, actor, fields }) => {
      const [own, linked] = parted(fields)
      return relinked(world, createProject(world, actor, kind, own), linked)
    },
    edit: desk => edit(desk, kind),
    remove: desk => {
      const project = projectOf(desk, kind)
      if (project.trashedAt !== null) throw new Error(`Project "${project.id}" is in the trash already`)
      trashProject(desk.world, desk.actor, project)
      return projectState(desk.world, project)
    },
    restore: desk => {
      const project = projectOf(desk, kind)
      if (project.trashedAt === null) throw new Error(`Project "${project.id}" is not in the trash`)
      return projectState(desk.world, restoreProject(desk.world, desk.actor, project))
    },
  }
}

function edit(desk: Desk, kind: Project['kind']): Fields {
  const { world, actor, fields } = desk
  const project = projectOf(desk, kind)
  if (project.trashedAt !== null) throw new Error(`Project "${project.id}" is in the trash`)
  const [own, linked] = parted(fields)
  const member = relinkedRow(world, project, linked)
  const changed = Object.keys(own).length === 0 ? member : updateProject(world, actor, member, own)
  return projectState(world, changed)
}

function projectOf({ world, id }: Desk, kind: Project['kind']): Project {
  const rows = [...world.projects].filter(([, project]) => project.kind === kind)
  return rowOf(new Map(rows), id, kind === 'template' ? 'template' : 'project')
}

function parted(fields: Fields): readonly [Fields, Fields] {
  const entries = Object.entries(fields)
  const linked = entries.filter(([key]) => members.includes(key))
  return [Object.fromEntries(entries.filter(entry => !linked.includes(entry))), Object.fromEntries(linked)]
}

function relinked(world: World, project: Project, linked: Fields): Fields {
  return projectState(world, relinkedRow(world, project, linked))
}

/** Members and clients as `{ "add": […], "remove": […] }`. */
function relinkedRow(world: World, project: Project, linked: Fields): Project {
  const users = (value: unknown) => listed(value).map(one => userNamed(world, one, 'users').zpuid)
  const clients = (value: unknown) => listed(value).map(one => rowOf(world.clients, idOf(one), 'client').id)
  const { users: u, clients: c, primary_client: primary } = linked
  return relinkProject(world, project, {
    ...(isFields(u) ? { users: amended(project.users, users(u.add), users(u.remove)) } : {}),
    ...(isFields(c) ? { clients: amended(project.clients, clients(c.add), clients(c.remove)) } : {}),
    ...(primary === undefined ? {} : { primaryClient: primary === null ? null : idOf(primary) }),
  })
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function idOf(value: unknown): string {
  return asId(isFields(value) ? value.id : value) ?? ''
}

export const projectDeeds: Readonly<Record<ReturnType<typeof projectModule>, Deeds>> = {
  Projects: deeds('active'),
  Templates: deeds('template'),
}
