import type { SandboxDelivery } from '#spi'
import { type News, newsFor } from './news.ts'
import { printValue } from './print.ts'
import { resourceUri } from './watch-print.ts'
import { type Channel, fieldsOf, type World } from './world.ts'

/** Queues a callback for everything that has changed since the last time. */
export function tellSubscribers(world: World): void {
  const own = world.switches.get('api-writes-notify') === 'on'
  const changes = world.history.slice(world.told).filter(({ api }) => own || !api)
  world.told = world.history.length
  if (changes.length === 0) return
  for (const channel of world.channels.values())
    if (isListening(world, channel))
      for (const news of newsFor(world, channel, changes)) queue(world, channel, news)
}

function isListening(world: World, channel: Channel): boolean {
  const active = world.users.get(channel.userId)?.status === 'active'
  const mute = !active && world.switches.get('deactivated-subscriber') === 'silent'
  return channel.expiresAt > world.now() && !mute
}

function queue(world: World, channel: Channel, news: readonly News[]): void {
  const way = world.switches.get('webhooks')
  if (way === 'lost') return
  const late = way === 'late' ? world.switches.amount('webhook-late-seconds') * 1000 : 0
  const waiting = { from: world.now() + late, delivery: delivery(world, channel, news) }
  world.deliveries.push(waiting)
  if (way === 'duplicate') world.deliveries.push(waiting)
}

function delivery(world: World, channel: Channel, news: readonly News[]): SandboxDelivery {
  const [first] = news
  const module = first?.module ?? ''
  const body = {
    server_time: world.now(),
    query_params: Object.fromEntries(new URL(channel.url).searchParams),
    module,
    resource_uri: resourceUri(world, module),
    ids: news.map(({ id }) => id),
    affected_fields: news
      .filter(({ fields }) => fields.length > 0)
      .map(({ id, fields }) => ({ [id]: fields })),
    affected_values: channel.withValues ? news.flatMap(one => affectedValues(world, channel, one)) : [],
    operation: first?.operation,
    channel_id: channel.id,
    token: channel.token,
  }
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST', url: channel.url, headers, body: JSON.stringify(body) }
}

function affectedValues(
  world: World,
  channel: Channel,
  { module, id, fields, after }: News,
): readonly unknown[] {
  if (after === null) return []
  const zone = world.users.get(channel.userId)?.time_zone ?? 'UTC'
  const shown = fieldsOf(world, module).filter(({ name }) => fields.includes(name))
  const values = shown.map(field => [field.name, printValue(world, zone, field, after)])
  return [{ record_id: id, values: Object.fromEntries(values) }]
}

export function takeDeliveries(world: World): readonly SandboxDelivery[] {
  const due = world.deliveries.filter(({ from }) => from <= world.now())
  const later = world.deliveries.filter(({ from }) => from > world.now())
  world.deliveries.splice(0, world.deliveries.length, ...later)
  const order = world.switches.get('webhooks') === 'reversed' ? due.reverse() : due
  return order.map(({ delivery }) => delivery)
}
