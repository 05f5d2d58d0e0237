import { isFields } from './call.ts'
import { choiceField, type Deeds, type Desk, rowOf, textField } from './person-desk.ts'
import type { Fields, Hook } from './rows.ts'

/** Setup > Task Automation > Webhooks, tied to a workflow rule: there is no API for it. */
function hookOf({ fields }: Desk, id: string, before?: Hook): Hook {
  const name = textField(fields, 'name', before?.name)
  const url = textField(fields, 'url', before?.url)
  const parameters = fields.parameters ?? before?.parameters ?? {}
  if (name.length > 100) throw new Error('The name of a webhook has at most 100 characters')
  if (url.length > 1000 || !URL.canParse(url))
    throw new Error('The url of a webhook must be a URL of at most 1000 characters')
  if (!isFields(parameters)) throw new Error('fields.parameters must be an object of texts')
  const texts = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, String(value)]))
  if (JSON.stringify(texts).length > 3000) throw new Error('Parameters have at most 3000 characters')
  return {
    id,
    name,
    url,
    on: choiceField(fields, 'on', ['task', 'project'], before?.on),
    format: choiceField(fields, 'format', ['form', 'json', 'data'], before?.format ?? 'form'),
    parameters: texts,
  }
}

function kept(desk: Desk, hook: Hook): Fields {
  desk.world.hooks.set(hook.id, hook)
  return { ...hook }
}

export const hookDeeds: Deeds = {
  add: desk => kept(desk, hookOf(desk, desk.world.nextId())),
  edit: desk => kept(desk, hookOf(desk, desk.id, rowOf(desk.world.hooks, desk.id, 'webhook'))),
  remove: ({ world, id }) => {
    const hook = rowOf(world.hooks, id, 'webhook')
    world.hooks.delete(id)
    return { ...hook }
  },
}
