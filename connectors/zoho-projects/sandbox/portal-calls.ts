import { type Answer, type Call, found, isFields, param, type Route, readBody, route } from './call.ts'
import { filtered } from './filter.ts'
import { bareArray, envelope } from './page.ts'
import { openProject, relinkProject } from './project-store.ts'
import { missingKey, operational } from './refusal.ts'
import type { Fields, User } from './rows.ts'
import { amended } from './tag-rows.ts'
import { profileIds, userView } from './user-view.ts'
import { userNamed } from './who.ts'
import type { World } from './world.ts'

export function portalView(world: World): Fields {
  const owner = [...world.users.values()][0]
  return {
    id: world.portal,
    portal_name: 'acmepm',
    org_name: 'Acme',
    timezone: world.zone,
    project_plan: 'Enterprise',
    owner: { id: owner?.zuid ?? '', name: owner?.name ?? '' },
    profile: { id: profileIds['Portal Owner'] ?? '', name: 'Portal Owner' },
  }
}

/** The only call outside `/portal/{id}`. */
export function listPortals(call: Call): Answer {
  const all = [portalView(call.world)]
  const wrapped = call.world.switches.get('portals-list') === 'envelope'
  return wrapped ? envelope(call, 'portals', all) : bareArray(call, all)
}

function listUsers(call: Call): Answer {
  return envelope(call, 'users', filtered(call, [...call.world.users.values()].map(userView)))
}

function listProjectUsers(call: Call): Answer {
  const project = openProject(call)
  const users = [...call.world.users.values()].filter(user => project.users.includes(user.zpuid))
  return envelope(call, 'users', users.map(userView))
}

function getUser(call: Call): Answer {
  const key = param(call, 'user').replace('%40', '@')
  const users = [...call.world.users.values()]
  return { status: 200, body: userView(found(users.find(one => one.zpuid === key || one.email === key))) }
}

function addProjectUsers(call: Call): Answer {
  const { world } = call
  if (world.switches.get('projectusers') === '500')
    throw operational(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong.', 'zp.general.error')
  const project = openProject(call)
  const details = readBody(call).userdetails
  if (!Array.isArray(details) || details.length === 0) throw missingKey('userdetails')
  const users = details.map((item: unknown) => invited(world, item))
  const ids = users.map(user => user.zpuid)
  relinkProject(world, project, { users: amended(project.users, ids, []) })
  return { status: 201, body: { users: users.map(userView) } }
}

function invited(world: World, item: unknown): User {
  const email = isFields(item) ? item.email_id : undefined
  return userNamed(world, { email }, 'email_id')
}

function listGroups(call: Call): Answer {
  return envelope(
    call,
    'projectgroups',
    [...call.world.groups.values()].map(({ id, name }) => ({ id, name })),
  )
}

export const portalRoutes: readonly Route[] = [
  route('GET', '', 'portals.READ', call => ({ status: 200, body: portalView(call.world) })),
  route('GET', 'users', 'users.READ', listUsers),
  route('GET', 'users/:user', 'users.READ', getUser),
  route('GET', 'projects/:project/users', 'users.READ', listProjectUsers),
  route('POST', 'projects/:project/projectusers', 'users.CREATE', addProjectUsers),
  route('GET', 'projectgroups', 'projectgroups.READ', listGroups),
]
