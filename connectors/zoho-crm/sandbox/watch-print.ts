import type { Details } from './answer.ts'
import type { Call } from './call.ts'
import { dataCentre } from './data-centres.ts'
import { inZone, moment } from './moment.ts'
import { watchedModule } from './watch-item.ts'
import type { Channel, World } from './world.ts'

export function modulesOf({ events }: Channel): readonly string[] {
  return [...new Set(events.map(event => event.split('.')[0] ?? ''))]
}

/** Whatever version is called, these addresses say v2. */
export function resourceUri(world: World, module: string): string {
  return `https://${dataCentre(world.switches.get('dc')).api}/crm/v2/${module}`
}

export function printPlace(call: Call, channel: Channel, name: string): Details {
  const resource_id = watchedModule(name)?.id ?? null
  const resource_uri = resourceUri(call.world, name)
  return { resource_uri, resource_id, resource_name: name, channel_id: channel.id }
}

export function printEvent(call: Call, channel: Channel, name: string): Details {
  const channel_expiry = inZone(moment(channel.expiresAt), call.user.time_zone)
  return { channel_expiry, ...printPlace(call, channel, name) }
}

export function printWatch(call: Call, channel: Channel, name: string): Details {
  return {
    ...printEvent(call, channel, name),
    notify_on_related_action: channel.withRelated,
    return_affected_field_values: channel.withValues,
    notify_url: channel.url,
    token: channel.token,
    events: channel.events.filter(event => event.startsWith(`${name}.`)),
    notification_condition: channel.condition.length > 0 ? channel.condition : null,
  }
}
