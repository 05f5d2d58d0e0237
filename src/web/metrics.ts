import { Router } from 'express'
import type { Engine } from '../engine/engine.ts'
import { createMetrics } from '../engine/metrics.ts'
import { signIn } from './api/sign-in.ts'

/** `/metrics` for Prometheus, behind a token like everything that tells of customers' data. */
export function metrics(engine: Engine): Router {
  const router = Router()
  const { type, text } = createMetrics(engine)
  router.get('/metrics', signIn(engine), async (_request, response) => {
    response.setHeader('content-type', type)
    response.send(await text())
  })
  return router
}
