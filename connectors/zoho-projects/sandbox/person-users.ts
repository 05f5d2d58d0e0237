import { type Deeds, type Desk, rowOf, textField } from './person-desk.ts'
import { record } from './record-log.ts'
import type { Fields, User } from './rows.ts'
import { userView } from './user-view.ts'

function userOf({ fields, world }: Desk, before: User | null): User {
  const { is_active: active = before?.active ?? true, is_client_user: client = before?.client ?? false } =
    fields
  return {
    zpuid: before?.zpuid ?? world.nextId(),
    zuid: textField(fields, 'zuid', before?.zuid ?? String(808_000_001 + world.users.size)),
    name: textField(fields, 'name', before?.name),
    email: textField(fields, 'email', before?.email),
    active: active === true,
    client: client === true,
    role: textField(fields, 'role', before?.role ?? 'Employee'),
    profile: textField(fields, 'profile', before?.profile ?? (client === true ? 'Client' : 'Employee')),
    added: before?.added ?? world.clock.stamp(),
  }
}

function kept({ world, actor }: Desk, before: User | null, user: User): Fields {
  world.users.set(user.zpuid, user)
  const views = { before: before && userView(before), after: userView(user) }
  record(world, actor, { does: before ? 'edit' : 'add', module: 'Users', id: user.zpuid, ...views })
  return userView(user)
}

function edit(desk: Desk): Fields {
  const before = rowOf(desk.world.users, desk.id, 'user')
  return kept(desk, before, userOf(desk, before))
}

function remove({ world, actor, id }: Desk): Fields {
  const user = rowOf(world.users, id, 'user')
  const [admin] = world.users.keys()
  if (id === admin) throw new Error("The portal's owner cannot be removed")
  world.users.delete(id)
  for (const project of world.projects.values())
    world.projects.set(project.id, { ...project, users: project.users.filter(one => one !== id) })
  record(world, actor, { does: 'remove', module: 'Users', id, before: userView(user), after: null })
  return userView(user)
}

export const userDeeds: Deeds = { add: desk => kept(desk, null, userOf(desk, null)), edit, remove }
