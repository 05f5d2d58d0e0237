import type { Given } from './call.ts'
import { addIssue } from './issue-calls.ts'
import { addProject } from './project-calls.ts'
import type { CustomField, User } from './rows.ts'
import { nextId, type World, windowFields } from './world.ts'

const made = '2026-01-05T09:00:00Z'

/** The key that the box takes for its administrator. */
export const adminKey = 'a'.repeat(40)

/** What Redmine's own default data holds, three users, and the custom fields that an admin makes for Baton. */
export function seed(world: World): void {
  addUser(world, { id: 1, login: 'ada', firstname: 'Ada', lastname: 'Sync', admin: true, key: adminKey })
  addUser(world, {
    id: 5,
    login: 'cy',
    firstname: 'Cy',
    lastname: 'Delivery',
    admin: false,
    key: 'c'.repeat(40),
  })
  addUser(world, {
    id: 6,
    login: 'dee',
    firstname: 'Dee',
    lastname: 'Reporter',
    admin: false,
    key: 'd'.repeat(40),
  })
  for (const [at, name] of ['New', 'In Progress', 'Resolved', 'Feedback', 'Closed', 'Rejected'].entries())
    world.statuses.set(at + 1, { id: at + 1, name, closed: at >= 4 })
  for (const [at, name] of ['Low', 'Normal', 'High', 'Urgent', 'Immediate'].entries())
    world.priorities.set(at + 1, { id: at + 1, name, standard: name === 'Normal', active: true })
  for (const [at, name] of ['Bug', 'Feature', 'Support'].entries())
    world.trackers.set(at + 1, { id: at + 1, name })
  world.roles.set(3, { id: 3, name: 'Manager', assignable: true, edits: true, never: [] })
  world.roles.set(4, { id: 4, name: 'Developer', assignable: true, edits: true, never: [6] })
  world.roles.set(5, { id: 5, name: 'Reporter', assignable: true, edits: false, never: [] })
  addField(world, 'Baton Key', 'issue', 'string')
  for (const name of windowFields)
    addField(world, name, 'project', name === 'Strict schedule' ? 'bool' : 'date')
  seedTemplates(world)
  world.history.splice(0)
}

/** Projects to copy from, below one of their own: with members, and the first one with tasks. */
function seedTemplates(world: World): void {
  const actor = { by: 'seed', user: world.users.get(1) ?? null }
  const add = (name: string, parent: number | null, more: Given = {}) => {
    const identifier = name.toLowerCase()
    return addProject(world, actor, { name, identifier, parent_id: parent ?? '', is_public: false, ...more })
      .id
  }
  const folder = add('Templates', null)
  const onboarding = add('Onboarding', folder, { custom_fields: [{ id: 4, value: '1' }] })
  const standard = add('Standard', folder)
  for (const project of [onboarding, standard])
    for (const user of [1, 5]) {
      const id = nextId(world, 'memberships', world.members)
      world.members.set(id, { id, project, user, roles: [user === 1 ? 3 : 4] })
    }
  const kickOff = addIssue(world, actor, {
    project_id: onboarding,
    subject: 'Kick-off',
    tracker_id: 2,
    priority_id: 3,
  })
  addIssue(world, actor, {
    project_id: onboarding,
    subject: 'Invite the client',
    parent_issue_id: kickOff.id,
  })
  addIssue(world, actor, { project_id: onboarding, subject: 'Roll-out', description: 'Train the *team*' })
}

function addUser(
  world: World,
  user: Pick<User, 'id' | 'login' | 'firstname' | 'lastname' | 'admin' | 'key'>,
) {
  world.users.set(user.id, { ...user, mail: `${user.login}@example.test`, status: 1, created: made })
}

function addField(world: World, name: string, on: CustomField['on'], format: string): void {
  const id = world.customFields.size + 1
  world.customFields.set(id, {
    id,
    name,
    on,
    format,
    filter: true,
    values: format === 'bool' ? ['1', '0'] : [],
  })
}
