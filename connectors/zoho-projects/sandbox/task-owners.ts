import { isFields } from './call.ts'
import { wrongType } from './refusal.ts'
import { amended } from './tag-rows.ts'
import type { TaskChanges, TaskSite } from './task-keys.ts'
import { projectUsers } from './who.ts'

const field = 'owners_and_work'

/** An object, never a list; inside it the owners as a list that replaces, or as additions and removals. */
export function readOwners(value: unknown, site: TaskSite): TaskChanges {
  if (!isFields(value)) throw wrongType(field)
  const { owners, ...rest } = value
  const work = { ...site.before.work, ...rest }
  return owners === undefined ? { work } : { work, owners: newOwners(owners, site) }
}

function newOwners(value: unknown, { world, project, before }: TaskSite): readonly string[] {
  const named = (list: unknown) => projectUsers(world, project, list ?? [], field)
  if (isFields(value)) return amended(before.owners, named(value.add), named(value.remove))
  return named(value)
}
