import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Delivery, Sandbox, SandboxDelivery, Webhooks } from '#spi'
import { runs } from '../../support/property.ts'
import { type Ground, look, mark, one, trialOf } from '../bench.ts'
import type { Kit } from '../promise.ts'

const callback = 'https://baton.example.test/hooks/kit'
const aWhile = 600
const ours = 'a-secret-of-the-kit-0123456789'

/** News by webhook. */
export function webhookPromises(kit: Kit): void {
  const { webhooks } = kit.bench.connector
  if (!webhooks) return
  describe('webhooks', () => {
    for (const [entity, { screen }] of Object.entries(kit.bench.conformance.trials))
      if (screen) newsPromise(kit, webhooks, entity)
    secretPromises(kit, webhooks)
    bodyPromises(kit, webhooks)
    endPromise(kit, webhooks)
  })
}

function newsPromise({ promise }: Kit, webhooks: Webhooks, entity: string): void {
  promise(
    `${entity}: an edit at the screen is told, and says where to look`,
    async ground => {
      const { id, deliveries, secret } = await edited(ground, webhooks, entity)
      expect(deliveries.every(each => webhooks.verify(each, secret))).toBe(true)
      expect(deliveries.flatMap(each => webhooks.parse(each))).toContainEqual({ entity, id })
      expect(await look(ground, entity, id)).not.toBeNull()
    },
    'box',
  )
}

function secretPromises({ promise }: Kit, webhooks: Webhooks): void {
  promise(
    'a delivery is refused with another secret, and without one',
    async ground => {
      const { deliveries, secret } = await someDeliveries(ground, webhooks)
      for (const each of deliveries) {
        expect(webhooks.verify(each, secret)).toBe(true)
        for (const wrong of [`${secret}x`, secret.slice(1), '', secret.toUpperCase()])
          expect(webhooks.verify(each, wrong), JSON.stringify(wrong)).toBe(false)
      }
    },
    'box',
  )

  promise(
    'a delivery is refused with one byte changed',
    async ground => {
      const { deliveries, secret } = await someDeliveries(ground, webhooks)
      for (const each of deliveries)
        for (let at = 0; at < each.body.length; at += 1)
          expect(webhooks.verify({ ...each, body: flipped(each.body, at) }, secret), `byte ${at}`).toBe(false)
    },
    'box',
  )
}

function bodyPromises({ promise }: Kit, webhooks: Webhooks): void {
  promise(
    'a hint says where to look and nothing else',
    async ground => {
      const { deliveries } = await someDeliveries(ground, webhooks)
      const hints = deliveries.flatMap(each => webhooks.parse(each))
      for (const hint of hints) {
        expect(Object.keys(hint).sort()).toEqual(['entity', 'id'])
        expect(Object.keys(ground.connector.entities)).toContain(hint.entity)
      }
    },
    'box',
  )

  promise('nothing that may be sent makes verifying fail, or is believed', () => {
    const words = fc.dictionary(
      fc.constantFrom('k', 'secret', 'token', 'signature', 'x-signature'),
      fc.string(),
    )
    const json = fc.json().map(text => new TextEncoder().encode(text))
    fc.assert(
      fc.property(words, words, fc.oneof(fc.uint8Array(), json), (headers, query, body) => {
        expect(webhooks.verify({ headers, query, body }, ours)).toBe(false)
      }),
      runs(200),
    )
  })
}

/** Nobody wants to hear from a vendor that nothing is done with any more. */
function endPromise({ promise }: Kit, { unsubscribe, ...webhooks }: Webhooks): void {
  if (!unsubscribe) return
  promise(
    'what was asked for ends when it is asked to, and asking once more is well',
    async ground => {
      const { sandbox, session } = ground
      await someDeliveries(ground, webhooks)
      await unsubscribe(session, callback)
      await unsubscribe(session, callback)
      sandbox?.takeDeliveries()
      const heard: SandboxDelivery[] = []
      for (const [entity, { screen }] of Object.entries(ground.conformance.trials)) {
        if (!sandbox || !screen) continue
        const { row } = await one(ground, entity)
        sandbox.person(screen.retitle(row, mark()))
        heard.push(...sentBy(sandbox))
      }
      expect(heard).toEqual([])
    },
    'box',
  )
}

interface Edited {
  readonly id: string
  readonly deliveries: readonly Delivery[]
  /** What Baton keeps to know them by: the vendor's, where it makes one up. */
  readonly secret: string
}

/** What arrives after somebody edited a row at the vendor's screen. */
async function edited(ground: Ground, webhooks: Webhooks, entity: string): Promise<Edited> {
  const { sandbox, connector } = ground
  const { screen } = trialOf(ground, entity)
  if (!sandbox || !screen) throw new Error('nobody sits at this screen')
  const secret = await listen(ground, webhooks)
  const { row } = await one(ground, entity)
  sandbox.takeDeliveries()
  sandbox.person(screen.retitle(row, mark()))
  expect(Object.keys(connector.entities)).toContain(entity)
  return { id: row.id, deliveries: sentBy(sandbox).map(arrived), secret }
}

/** What a vendor sends at once, or a while later. */
function sentBy(sandbox: Sandbox): readonly SandboxDelivery[] {
  const atOnce = sandbox.takeDeliveries()
  if (atOnce.length > 0) return atOnce
  sandbox.advance(aWhile)
  return sandbox.takeDeliveries()
}

async function listen({ sandbox, conformance, session, now }: Ground, webhooks: Webhooks): Promise<string> {
  if (sandbox) conformance.hook?.(sandbox, callback, ours)
  const entities = Object.keys(conformance.trials)
  const ask = { callback, secret: ours, entities, now: new Date(now()).toISOString() }
  const subscription = await webhooks.subscribe?.(session, ask)
  return subscription?.secret ?? ours
}

async function someDeliveries(ground: Ground, webhooks: Webhooks): Promise<Edited> {
  for (const [entity, { screen }] of Object.entries(ground.conformance.trials)) {
    const found = screen ? await edited(ground, webhooks, entity) : null
    if (found && found.deliveries.length > 0) return found
  }
  throw new Error('no edit at the screen sent a webhook')
}

/** A delivery as Baton's door takes it in. */
function arrived({ url, headers, body }: SandboxDelivery): Delivery {
  const query = Object.fromEntries(new URL(url).searchParams)
  return { headers, query, body: new TextEncoder().encode(body) }
}

function flipped(body: Uint8Array, at: number): Uint8Array {
  return body.map((byte, index) => (index === at ? byte ^ 1 : byte))
}
