import type { PersonAct } from '#spi'
import type { Actor } from './call.ts'
import { adminDeeds } from './person-admin.ts'
import { commentDeeds } from './person-comments.ts'
import { type Deed, type Deeds, nameAll } from './person-desk.ts'
import { projectDeeds } from './person-projects.ts'
import { selfClientDeeds } from './person-self-client.ts'
import { taskDeeds } from './person-tasks.ts'
import type { Fields } from './rows.ts'
import type { World } from './world.ts'

const modules: Readonly<Record<string, Deeds>> = {
  ...projectDeeds,
  ...taskDeeds,
  ...commentDeeds,
  ...adminDeeds,
  ...selfClientDeeds,
}

/** What somebody does at the vendor's own screen; the vendor's rules hold there too. */
export function personAct(world: World, act: PersonAct): Fields {
  const actor = whoActs(world, act.as)
  const deed = deedOf(act)
  return deed({ world, actor, id: act.id ?? '', fields: act.fields ?? {} })
}

function whoActs(world: World, name: string): Actor {
  const users = [...world.users.values()]
  const user = users.find(one => one.name === name || one.email === name)
  if (!user) throw new Error(`Nobody called "${name}" in the portal. There are: ${nameAll(users)}`)
  return { by: `person:${user.name}`, user, person: true }
}

function deedOf(act: PersonAct): Deed {
  const deeds = Object.hasOwn(modules, act.module) ? modules[act.module] : undefined
  if (!deeds) throw new Error(`No module "${act.module}". There are: ${Object.keys(modules).join(', ')}`)
  const deed = Object.hasOwn(deeds, act.does) ? deeds[act.does] : undefined
  if (!deed)
    throw new Error(`Nobody can ${act.does} in ${act.module}. They can: ${Object.keys(deeds).join(', ')}`)
  if (act.does !== 'add' && act.id === undefined)
    throw new Error(`To ${act.does} in ${act.module} takes an id`)
  return deed
}
