import { type Session, type SubscribeAsk, type Subscription, unlessGone } from '#spi'
import { type EspoWebhook, newWebhook, webhook, webhookList } from './api.ts'
import { call, read, shaped } from './client.ts'
import { listSize } from './entities.ts'
import { addressOf, eventsOf } from './events.ts'
import { secretOf } from './signature.ts'

type Keyed = EspoWebhook & { readonly secretKey: string }

/**
 * Makes the webhooks that are missing, one for each event, and wakes those that somebody switched off. They do not
 * expire; one that EspoCRM dropped is made again. Each has a key that EspoCRM made up; together they are the secret.
 */
export async function subscribe(session: Session, ask: SubscribeAsk): Promise<Subscription> {
  const there = await ours(session, ask.callback)
  const missing = eventsOf(ask.entities).filter(event => !there.some(one => one.event === event))
  const made: Keyed[] = []
  for (const event of missing) made.push(await open(session, event, addressOf(ask.callback, event)))
  const asleep = there.filter(each => each.isActive === false)
  for (const one of asleep) await wake(session, one.id)
  const keys = [...there, ...made].map(one => [one.id, one.secretKey] as const)
  const secret = secretOf(Object.fromEntries(keys))
  return { id: ask.callback, expiresAt: null, began: made.length + asleep.length > 0, secret }
}

/** Takes away all webhooks that lead to this connection; one that is gone meanwhile is none. */
export async function unsubscribe(session: Session, callback: string): Promise<void> {
  for (const { id } of await leadingTo(session, callback)) await unlessGone(() => remove(session, id))
}

async function ours(session: Session, callback: string): Promise<readonly Keyed[]> {
  const keyed: Keyed[] = []
  for (const one of await leadingTo(session, callback)) keyed.push(...(await withKey(session, one)))
  return keyed
}

/** The webhooks that lead to this connection. An API user sees its own only, an admin everybody's. */
async function leadingTo(session: Session, callback: string): Promise<readonly EspoWebhook[]> {
  const query = { maxSize: listSize, offset: 0, orderBy: 'createdAt', order: 'asc' }
  const { list } = await read(session, { path: '/Webhook', query }, webhookList)
  return list.filter(({ url, event }) => url === addressOf(callback, event))
}

function remove(session: Session, id: string): Promise<unknown> {
  return call(session, { method: 'DELETE', path: `/Webhook/${id}` })
}

/** A webhook whose key cannot be read would only ever be refused: it goes, and another one is made. */
async function withKey(session: Session, { id, ...rest }: EspoWebhook): Promise<readonly Keyed[]> {
  if (rest.secretKey) return [{ ...rest, id, secretKey: rest.secretKey }]
  const one = await read(session, { path: `/Webhook/${id}` }, webhook)
  if (one.secretKey) return [{ ...one, secretKey: one.secretKey }]
  await remove(session, id)
  return []
}

async function open(session: Session, event: string, url: string): Promise<Keyed> {
  const json = { event, url, skipOwn: false }
  const response = await call(session, { method: 'POST', path: '/Webhook', json })
  return shaped(newWebhook, response, true)
}

async function wake(session: Session, id: string): Promise<void> {
  await call(session, { method: 'PUT', path: `/Webhook/${id}`, json: { isActive: true } })
}
