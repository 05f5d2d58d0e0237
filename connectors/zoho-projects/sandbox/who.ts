import { asId, isFields } from './call.ts'
import { badRule, badValue, wrongType } from './refusal.ts'
import type { Project, User } from './rows.ts'
import type { World } from './world.ts'

/** A portal user named by zpuid, zuid or e-mail: all three are documented. */
export function userNamed(world: World, value: unknown, field: string): User {
  if (!isFields(value)) throw wrongType(field)
  const wanted = [value.zpuid, value.zuid, value.email].map(asId)
  const user = [...world.users.values()].find(
    one => one.zpuid === wanted[0] || one.zuid === wanted[1] || one.email === wanted[2],
  )
  if (!user) throw badValue(field, 'The user is not available in the portal.')
  return user
}

/** Only a user of the project can own its tasks. */
export function projectUsers(
  world: World,
  project: Project,
  value: unknown,
  field: string,
): readonly string[] {
  if (!Array.isArray(value)) throw wrongType(field)
  return value.map((item: unknown) => {
    const user = userNamed(world, item, field)
    if (!project.users.includes(user.zpuid))
      throw badRule(400, field, `The user ${user.name} is not available in the project.`)
    return user.zpuid
  })
}
