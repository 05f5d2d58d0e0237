import type { Actor } from './call.ts'
import { rolesIn } from './rights.ts'
import type { Issue, Status } from './rows.ts'
import { hasOpenChild, isClosed, parentOf } from './tree.ts'
import type { World } from './world.ts'

/**
 * The statuses that somebody may give an issue: by the workflow of the roles, only open ones while a subtask is open,
 * only closed ones while the parent is closed. The one it has is always among them.
 */
export function allowedStatuses(world: World, actor: Actor, issue: Issue): readonly Status[] {
  const roles = rolesIn(world, actor, issue.project)
  const byWorkflow = (status: Status) => roles.some(role => !role.never.includes(status.id))
  const openOnly = hasOpenChild(world, issue)
  const parent = parentOf(world, issue)
  const closedOnly = parent !== undefined && isClosed(world, parent)
  return [...world.statuses.values()].filter(
    status =>
      status.id === issue.status ||
      (byWorkflow(status) && !(openOnly && status.closed) && !(closedOnly && !status.closed)),
  )
}
