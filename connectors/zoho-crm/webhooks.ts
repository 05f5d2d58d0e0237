import { type Delivery, type Hint, sameText, type Webhooks } from '#spi'
import { notification } from './api.ts'
import { channelToken } from './channel.ts'
import { entityOfModule } from './modules.ts'
import { subscribe, unsubscribe } from './subscribe.ts'

function body(delivery: Delivery): unknown {
  return JSON.parse(new TextDecoder().decode(delivery.body))
}

/** Notifications carry no signature: the channel's token in the body is all there is to know them by. */
function verify(delivery: Delivery, secret: string): boolean {
  try {
    const { token } = notification.parse(body(delivery))
    return secret !== '' && typeof token === 'string' && sameText(token, channelToken(secret))
  } catch {
    return false
  }
}

/** Which records to look at. Everything else in the body is undocumented and left alone. */
function parse(delivery: Delivery): readonly Hint[] {
  const { module, ids } = notification.parse(body(delivery))
  const entity = entityOfModule(module)
  return entity === null ? [] : ids.map(id => ({ entity, id }))
}

/** The CRM's notifications (zoho.com/crm/developer/docs/api/v8/notifications/overview.html). */
export const webhooks: Webhooks = { verify, parse, subscribe, unsubscribe }
