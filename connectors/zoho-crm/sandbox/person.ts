import type { PersonAct } from '#spi'
import type { Actor } from './actor.ts'
import { Refusal } from './answer.ts'
import { modules } from './modules.ts'
import { fullName, type User } from './org.ts'
import { personField } from './person-fields.ts'
import { personPipeline } from './person-pipelines.ts'
import { verbs } from './person-records.ts'
import { personSelfClient } from './person-self-client.ts'
import { personUser } from './person-users.ts'
import { printRecord } from './print.ts'
import { userNamed, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** What an admin can change besides records. */
const setups: Readonly<Record<string, (world: World, act: PersonAct) => Values>> = {
  Users: personUser,
  Fields: personField,
  Pipelines: personPipeline,
  'Self Client': personSelfClient,
}

/** Somebody at Zoho's own screen. What the screen would refuse is an error here. */
export function person(world: World, act: PersonAct): Values {
  const user = whoIs(world, act)
  const setup = setups[act.module]
  if (setup && !user.admin) throw new Error(`${fullName(user)} is no admin and cannot change ${act.module}`)
  try {
    return setup ? setup(world, act) : onRecord(world, act, user)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Error(`${act.module}: ${error.code} ${error.message} ${JSON.stringify(error.details)}`)
  }
}

function whoIs(world: World, act: PersonAct): User {
  const found = userNamed(world, act.as)
  if (found?.status === 'active') return found
  const names = [...world.users.values()].filter(({ status }) => status === 'active').map(fullName)
  throw new Error(`nobody called '${act.as}' can sign in; there are: ${names.join(', ')}`)
}

function onRecord(world: World, act: PersonAct, user: User): Values {
  refuseModule(act.module)
  const actor: Actor = { user, by: `person:${fullName(user)}`, api: false, workflows: true }
  const record = verbs[act.does]?.(world, act, actor)
  if (!record) throw new Error(`no verb '${act.does}'; there are: ${Object.keys(verbs).join(', ')}`)
  return printRecord(world, user.time_zone, act.module, record, null)
}

function refuseModule(module: string): void {
  const names = [...modules.map(({ name }) => name), ...Object.keys(setups)]
  if (!names.includes(module)) throw new Error(`no module '${module}'; there are: ${names.join(', ')}`)
}
