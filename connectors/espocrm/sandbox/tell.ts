import { type Actor, apiUserId, nowOf, type Stored, type World } from './world.ts'

type Data = Readonly<Record<string, unknown>>

/** Attributes whose change alone is no news (its `Core/Webhook/Manager`). */
const quiet: readonly string[] = [
  'modifiedAt',
  'modifiedById',
  'versionNumber',
  'streamUpdatedAt',
  'createdAt',
  'createdById',
]

/** Puts a change in the queue of every webhook that listens: the whole record when new, then only what changed. */
export function tell(
  world: World,
  type: string,
  before: Stored | null,
  after: Stored | null,
  actor: Actor,
): void {
  if (after === null) queue(world, `${type}.delete`, { id: before?.id }, actor)
  else if (before === null) queue(world, `${type}.create`, after, actor)
  else tellOfEdit(world, type, before, after, actor)
}

function tellOfEdit(world: World, type: string, before: Stored, after: Stored, actor: Actor): void {
  const changed = Object.entries(after).filter(
    ([name, value]) => !quiet.includes(name) && JSON.stringify(value) !== JSON.stringify(before[name]),
  )
  if (changed.length === 0) return
  queue(world, `${type}.update`, { ...Object.fromEntries(changed), id: after.id }, actor)
  for (const [name, value] of changed)
    queue(world, `${type}.fieldUpdate.${name}`, { id: after.id, [name]: value }, actor)
}

function queue(world: World, event: string, data: Data, actor: Actor): void {
  const how = world.switches.get('webhooks')
  const late = how === 'late' ? world.switches.amount('webhook-late-seconds') * 1000 : 0
  for (const webhook of world.webhooks.values()) {
    if (webhook.event !== event || !webhook.isActive || how === 'lost') continue
    if (webhook.skipOwn && actor.userId === apiUserId) continue
    const one = { webhook: webhook.id, data, dueAt: nowOf(world) + late }
    world.waiting.push(...(how === 'duplicate' ? [one, one] : [one]))
  }
}
