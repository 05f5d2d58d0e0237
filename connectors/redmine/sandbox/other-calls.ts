import { type Answer, bare, invalid } from './answer.ts'
import { type Call, isGiven, numberIn } from './call.ts'
import { named, nameOfUser, printStatus } from './issue-print.ts'
import { paged } from './page.ts'
import { projectFor } from './project-calls.ts'
import { record } from './record.ts'
import { edits } from './rights.ts'
import type { CustomField, Member, User } from './rows.ts'
import { customFieldsOf, nextId, type World } from './world.ts'

/** Who the key belongs to, key included. The one call that tells a wrong key at once. */
export function currentUser({ actor }: Call): Answer {
  const { user } = actor
  if (!user) throw bare(401)
  const more = { api_key: user.key, status: user.status, mail: user.mail }
  return { status: 200, body: { user: { ...printUser(user), ...more } } }
}

/** For administrators; active users unless told, and the list does not say which state they are in. */
export function listUsers({ world, actor, query }: Call): Answer {
  if (!actor.user?.admin) throw bare(actor.user ? 403 : 401)
  const status = query.get('status') ?? '1'
  const rows = [...world.users.values()].filter(one => status === '' || String(one.status) === status)
  return { status: 200, body: paged(query, 'users', rows.map(printUser)) }
}

export function showUser({ world, actor, id }: Call): Answer {
  const user = world.users.get(numberIn(id) ?? 0)
  if (!actor.user) throw bare(401)
  if (!user) throw bare(404)
  return { status: 200, body: { user: { ...printUser(user), status: user.status } } }
}

function printUser({ id, login, admin, firstname, lastname, mail, created }: User) {
  return { id, login, admin, firstname, lastname, mail, created_on: created, last_login_on: null }
}

export function listStatuses({ world }: Call): Answer {
  return { status: 200, body: { issue_statuses: [...world.statuses.values()].map(printStatus) } }
}

export function listTrackers({ world }: Call): Answer {
  return { status: 200, body: { trackers: [...world.trackers.values()].map(named) } }
}

export function listPriorities({ world }: Call): Answer {
  const rows = [...world.priorities.values()]
  const issue_priorities = rows.map(({ id, name, standard, active }) => ({
    id,
    name,
    is_default: standard,
    active,
  }))
  return { status: 200, body: { issue_priorities } }
}

export function listCustomFields({ world, actor }: Call): Answer {
  if (!actor.user?.admin) throw bare(actor.user ? 403 : 401)
  const all = [...customFieldsOf(world, 'issue'), ...customFieldsOf(world, 'project')]
  return { status: 200, body: { custom_fields: all.map(printField) } }
}

function printField({ id, name, on, format, filter, values }: CustomField) {
  const field = {
    id,
    name,
    customized_type: on,
    field_format: format,
    is_required: false,
    is_filter: filter,
    multiple: false,
    visible: true,
  }
  return values.length === 0
    ? field
    : { ...field, possible_values: values.map(value => ({ value, label: value })) }
}

export function listMembers(call: Call): Answer {
  const { world, query } = call
  const project = projectFor(call)
  const rows = [...world.members.values()].filter(member => member.project === project.id)
  return {
    status: 200,
    body: paged(
      query,
      'memberships',
      rows.map(row => printMember(world, row)),
    ),
  }
}

export function createMember(call: Call): Answer {
  const { world, actor, given } = call
  const project = projectFor(call)
  if (!edits(world, actor, project)) throw bare(403)
  const user = world.users.get(numberIn(given.user_id) ?? 0)
  const roles = Array.isArray(given.role_ids) ? given.role_ids.flatMap(id => numberIn(id) ?? []) : []
  if (!user) throw invalid('Principal cannot be blank')
  if (roles.length === 0) throw invalid('Role cannot be empty')
  if ([...world.members.values()].some(one => one.project === project.id && one.user === user.id))
    throw invalid('User has already been taken')
  const member = {
    id: nextId(world, 'memberships', world.members),
    project: project.id,
    user: user.id,
    roles,
  }
  world.members.set(member.id, member)
  const id = String(member.id)
  record(world, actor, {
    does: 'add',
    module: 'memberships',
    id,
    before: null,
    after: printMember(world, member),
  })
  return { status: 201, body: { membership: printMember(world, member) } }
}

function printMember(world: World, { id, project, user, roles }: Member) {
  return {
    id,
    project: named(world.projects.get(project)),
    user: nameOfUser(world, user),
    roles: roles.map(role => named(world.roles.get(role))).filter(isGiven),
  }
}
