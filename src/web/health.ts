import { Router } from 'express'
import type { Engine } from '../engine/engine.ts'
import { reach } from '../store/database.ts'

/** `/healthz`: the process answers. `/readyz`: so does its database. */
export function health(engine: Engine): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    try {
      await reach(engine.pool)
      response.json({ status: 'ok' })
    } catch {
      response.status(503).json({ status: 'database unreachable' })
    }
  })
  return router
}
