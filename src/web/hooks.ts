import express, { type Request, type RequestHandler, Router } from 'express'
import type { Engine } from '../engine/engine.ts'
import { type Intake, openIntake } from '../engine/intake.ts'
import type { Delivery } from '../spi/index.ts'
import { limited } from './limited.ts'
import { oneOfSome } from './one-of-some.ts'
import { problem } from './problems.ts'

const statusOf: Readonly<Record<Intake, number>> = {
  taken: 200,
  unknown: 404,
  'not-verified': 401,
  'not-readable': 400,
}
const wordsOf: Readonly<Record<Intake, string>> = {
  taken: 'Taken.',
  unknown: 'There is no such connection.',
  'not-verified': 'The secret is missing or wrong.',
  'not-readable': 'The body is not in the form this vendor sends.',
}

/** Deliveries that are read and stored at the same moment, by one node. */
const atOnce = 100
/** Deliveries that are refused, from one address: more are not even looked at. Above `atOnce`, so that genuine ones never count. */
const refusedAMinute = 300

const later =
  (seconds: number): RequestHandler =>
  (_request, response) =>
    problem(response.setHeader('retry-after', seconds), 503, 'It cannot be taken just now. Send it again.')

/** Where vendors send webhooks: verified on the raw bytes, stored, answered. Nothing else happens here. */
export function hooks(engine: Engine): Router {
  const router = Router()
  const takeDelivery = openIntake(engine)
  router.use(oneOfSome(atOnce, later(1)), limited(refusedAMinute, later(60), { onlyRefused: true }))
  router.all('/:connection', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    try {
      const intake = await takeDelivery(String(request.params.connection), deliveryOf(request))
      if (intake === 'taken') response.status(200).json({ status: 'taken' })
      else problem(response, statusOf[intake], wordsOf[intake])
    } catch (error) {
      engine.log.error({ err: error }, 'a webhook could not be stored')
      // 503 makes senders repeat; what was not stored must come again.
      problem(response, 503, 'It cannot be stored just now. Send it again.')
    }
  })
  return router
}

function deliveryOf(request: Request): Delivery {
  const text = (values: object) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )
  const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array()
  return { headers: text(request.headers), query: text(request.query), body }
}
