import { createHash } from 'node:crypto'
import type { WireResponse } from '#spi'
import { invalid, json, Refusal } from './answer.ts'
import { bodyOf, type Call, type Values } from './call.ts'
import { momentAt, nextId, nowOf, type Webhook, type World } from './world.ts'

const happenings = ['create', 'update', 'delete', 'fieldUpdate']

/** Webhooks of the API user itself; each has a key that EspoCRM makes up. */
export function createWebhook(call: Call): WireResponse {
  const { world } = call
  allowed(call)
  const body = bodyOf(call)
  if (world.webhooks.size >= world.switches.amount('webhook-limit'))
    throw new Refusal(403, 'Webhook number per user exceeded the limit.')
  const id = nextId(world)
  const one: Webhook = {
    id,
    event: eventOf(world, body.event),
    url: urlOf(body.url),
    secretKey: createHash('sha256').update(`key of ${id}`).digest('hex').slice(0, 32),
    isActive: body.isActive !== false,
    skipOwn: body.skipOwn === true,
    createdAt: momentAt(nowOf(world)),
  }
  world.webhooks.set(one.id, one)
  return json(print(world, one, true), 201)
}

export function listWebhooks(call: Call): WireResponse {
  allowed(call)
  const isShown = call.world.switches.get('webhook-keys') === 'in-lists'
  const list = [...call.world.webhooks.values()].map(one => print(call.world, one, isShown))
  return json({ total: list.length, list })
}

export function readWebhook(call: Call): WireResponse {
  return json(print(call.world, there(call), call.world.switches.get('webhook-keys') !== 'hidden'))
}

export function updateWebhook(call: Call): WireResponse {
  const before = there(call)
  const { url, isActive, skipOwn } = bodyOf(call)
  const after: Webhook = {
    ...before,
    ...(url === undefined ? {} : { url: urlOf(url) }),
    ...(typeof isActive === 'boolean' ? { isActive } : {}),
    ...(typeof skipOwn === 'boolean' ? { skipOwn } : {}),
  }
  call.world.webhooks.set(after.id, after)
  return json(print(call.world, after, true))
}

export function deleteWebhook(call: Call): WireResponse {
  call.world.webhooks.delete(there(call).id)
  return json(true)
}

function allowed({ world, request }: Call): void {
  const does = request.method === 'POST' ? 'create' : 'read'
  if (world.switches.get('webhook-right') === 'no') throw new Refusal(403, `No ${does} access.`)
}

function there(call: Call): Webhook {
  allowed(call)
  const found = call.world.webhooks.get(call.id)
  if (!found) throw new Refusal(404, `Record ${call.id} does not exist.`)
  return found
}

function eventOf(world: World, event: unknown): string {
  if (typeof event !== 'string' || event === '') throw invalid('Webhook', 'event', 'required')
  const [type = '', what = '', field] = event.split('.')
  if (!world.fields.has(type)) throw new Refusal(403, 'Entity type is forbidden.')
  if (type === 'Note') throw new Refusal(403, 'Entity type is not available for Webhooks.')
  if (!happenings.includes(what) || (what === 'fieldUpdate' && !field))
    throw new Refusal(403, 'Not supported event.')
  return event
}

function urlOf(url: unknown): string {
  if (typeof url !== 'string' || url === '') throw invalid('Webhook', 'url', 'required')
  if (!URL.canParse(url)) throw invalid('Webhook', 'url', 'valid')
  if (url.length > 512) throw invalid('Webhook', 'url', 'maxLength')
  return url
}

function print(world: World, webhook: Webhook, withKey: boolean): Values {
  const { secretKey, ...rest } = webhook
  const [entityType, type, field = null] = webhook.event.split('.')
  const shown = { ...rest, entityType, type, field, deleted: false, versionNumber: null }
  return withKey && world.switches.get('webhook-keys') !== 'hidden' ? { ...shown, secretKey } : shown
}
