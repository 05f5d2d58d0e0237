import express, { type Express } from 'express'
import helmet from 'helmet'
import type { Engine } from '../engine/engine.ts'
import { api } from './api/api.ts'
import { consolePages } from './console/console.ts'
import { health } from './health.ts'
import { hooks } from './hooks.ts'
import { metrics } from './metrics.ts'
import { oauth } from './oauth.ts'
import { lastResort, notFound } from './problems.ts'

/** Everything Baton serves. */
export function webApp(engine: Engine): Express {
  const app = express()
  app.disable('x-powered-by')
  // Cookies of the console leave on encrypted ways only, where there are any.
  app.set('https', engine.config.publicUrl?.startsWith('https:') === true)
  app.set('trust proxy', engine.config.trustedProxies)
  app.use(helmet())
  app.use(health(engine))
  app.use('/hooks', hooks(engine))
  app.use(metrics(engine))
  app.use(oauth(engine))
  app.use(api(engine))
  app.use(consolePages(engine))
  app.use(notFound)
  app.use(lastResort(engine.log))
  return app
}
