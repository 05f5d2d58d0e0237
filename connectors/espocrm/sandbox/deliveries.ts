import { createHmac } from 'node:crypto'
import type { SandboxDelivery } from '#spi'
import { nowOf, type Webhook, type World } from './world.ts'

/** So many changes go into one call. */
const batch = 50

/** What is due, gathered by webhook as its job does; several changes of one record stand in one list. */
export function takeDeliveries(world: World): readonly SandboxDelivery[] {
  const now = nowOf(world)
  const due = world.waiting.filter(one => one.dueAt <= now)
  const rest = world.waiting.filter(one => one.dueAt > now)
  world.waiting.splice(0, world.waiting.length, ...rest)
  const sent = [...world.webhooks.values()].flatMap(webhook => {
    const changes = due.filter(one => one.webhook === webhook.id).map(one => one.data)
    const batches = Array.from({ length: Math.ceil(changes.length / batch) }, (_, at) =>
      changes.slice(at * batch, (at + 1) * batch),
    )
    return batches.map(some => delivery(world, webhook, some))
  })
  return world.switches.get('webhooks') === 'reversed' ? sent.reverse() : sent
}

function delivery(world: World, webhook: Webhook, changes: readonly unknown[]): SandboxDelivery {
  const body = JSON.stringify(changes)
  const hmac = createHmac('sha256', webhook.secretKey).update(body).digest()
  const id = Buffer.from(`${webhook.id}:`)
  const signed = (told: Buffer) => Buffer.concat([id, told]).toString('base64')
  const isOld = world.switches.get('webhook-headers') === 'old'
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-signature': signed(hmac),
    ...(isOld ? {} : { signature: signed(Buffer.from(hmac.toString('hex'))) }),
  }
  return { method: 'POST', url: webhook.url, headers, body }
}
