import type { PersonAct } from '#spi'
import { add } from './add.ts'
import type { FieldDef } from './definitions.ts'
import { edit } from './edit.ts'
import { printRecord } from './print.ts'
import { remove, restore } from './remove.ts'
import { type Actor, fieldsOf, recordsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** What somebody does at the screen: with records, and as an admin with a type's fields (`Fields`) and webhooks. */
export function person(world: World, act: PersonAct): Values {
  const actor = whoIs(world, act.as)
  if (act.module === 'Fields') return changeFields(world, act)
  if (act.module === 'Webhook') return changeWebhook(world, act)
  const type = act.module
  const fields = act.fields ?? {}
  switch (act.does) {
    case 'add':
      return printRecord(world, type, add(world, type, fields, actor))
    case 'edit':
      return printRecord(world, type, edit(world, type, here(world, act), fields, actor))
    case 'remove': {
      const record = here(world, act)
      remove(world, type, record, actor)
      return record
    }
    case 'restore':
      return restore(world, type, gone(world, act), actor)
  }
}

function whoIs(world: World, as: string): Actor {
  const users = [...recordsOf(world, 'User').values()]
  const found = users.find(user => [user.name, user.emailAddress, user.userName].includes(as))
  if (!found) throw new Error(`no user '${as}'; there are: ${users.map(user => user.name).join(', ')}`)
  return { by: `person:${found.name}`, userId: found.id, api: false }
}

function here(world: World, { module, id = '' }: PersonAct): Stored {
  const found = recordsOf(world, module).get(id)
  if (!found) throw new Error(`no ${module} '${id}'`)
  return found
}

function gone(world: World, { module, id = '' }: PersonAct): Stored {
  const found = world.deleted.get(module)?.get(id)
  if (!found) throw new Error(`no deleted ${module} '${id}'`)
  return found
}

/** Entity Manager: `{ type: 'Task', name: 'cBatonKey', … }`; the rest is the field's definition. */
function changeFields(world: World, { does, fields = {} }: PersonAct): Values {
  const { type, name, ...definition } = fields
  const before = fieldsOf(world, String(type))
  const { [String(name)]: old, ...others } = before
  if (does === 'remove') {
    world.fields.set(String(type), others)
    return { ...old }
  }
  const made = { type: 'varchar', ...old, ...definition } as FieldDef
  world.fields.set(String(type), { ...others, [String(name)]: made })
  return { ...made }
}

/** An admin can switch a webhook off or delete it. */
function changeWebhook(world: World, { does, id = '', fields = {} }: PersonAct): Values {
  const found = world.webhooks.get(id)
  if (!found) throw new Error(`no webhook '${id}'; there are: ${[...world.webhooks.keys()].join(', ')}`)
  if (does === 'remove') world.webhooks.delete(id)
  else world.webhooks.set(id, { ...found, isActive: fields.isActive !== false })
  return { ...found }
}
