import type { Actor } from './call.ts'
import type { Project, Role } from './rows.ts'
import type { World } from './world.ts'

/** The roles that somebody has in a project; an administrator has all of them. */
export function rolesIn(world: World, { user }: Actor, project: number): readonly Role[] {
  if (user?.admin) return [...world.roles.values()]
  const ids = [...world.members.values()]
    .filter(member => member.project === project && member.user === user?.id)
    .flatMap(member => member.roles)
  return ids.flatMap(id => world.roles.get(id) ?? [])
}

/** Archived projects are shown to nobody, private ones to their members. */
export function sees(world: World, actor: Actor, project: Project): boolean {
  if (project.status === 9) return false
  return project.isPublic || rolesIn(world, actor, project.id).length > 0
}

/** Nothing is changed in a closed project, not even by an administrator. */
export function edits(world: World, actor: Actor, project: Project): boolean {
  return project.status === 1 && rolesIn(world, actor, project.id).some(role => role.edits)
}
