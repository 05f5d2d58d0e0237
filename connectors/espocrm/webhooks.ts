import type { Delivery, Hint, Webhooks } from '#spi'
import { changes } from './api.ts'
import { entityOfEvent } from './events.ts'
import { isSigned } from './signature.ts'
import { subscribe, unsubscribe } from './subscribe.ts'

/** Which records to look at. A delivery holds several changes, often of one record. */
function parse({ query, body }: Delivery): readonly Hint[] {
  const entity = entityOfEvent(query.event)
  const ids = changes.parse(JSON.parse(new TextDecoder().decode(body))).map(change => change.id)
  return entity === null ? [] : [...new Set(ids)].map(id => ({ entity, id }))
}

/** EspoCRM's webhooks (docs.espocrm.com/development/webhooks). */
export const webhooks: Webhooks = { verify: isSigned, parse, subscribe, unsubscribe }
