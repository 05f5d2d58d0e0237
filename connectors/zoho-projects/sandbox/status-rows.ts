import { type Actor, isFields, linkedId } from './call.ts'
import { badValue } from './refusal.ts'
import type { Fields, Status } from './rows.ts'
import type { World } from './world.ts'

export function statusView(world: World, id: string): Fields {
  const status = world.statuses.get(id)
  if (!status) return { id }
  const { name, color, closed } = status
  return { id, name, color, color_hexcode: color, is_closed_type: closed }
}

export function isClosed(world: World, id: string): boolean {
  return world.statuses.get(id)?.closed === true
}

export function firstStatus(world: World, of: Status['of'], closed: boolean): string {
  const all = [...world.statuses.values()]
  return all.find(status => status.of === of && status.closed === closed)?.id ?? ''
}

/** By id; a person picks a status by the name on the screen. */
export function readStatusOf(world: World, actor: Actor, of: Status['of'], value: unknown): string {
  const statuses = [...world.statuses.values()].filter(status => status.of === of)
  const name = actor.person && isFields(value) ? value.name : undefined
  if (typeof name === 'string') {
    const named = statuses.find(status => status.name === name)
    if (named) return named.id
    throw new Error(`No status "${name}" of ${of}. There are: ${statuses.map(one => one.name).join(', ')}`)
  }
  const id = linkedId(value, 'status')
  if (!statuses.some(status => status.id === id)) throw badValue('status')
  return id
}
