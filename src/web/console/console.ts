import express, { type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { Engine } from '../../engine/engine.ts'
import { limited } from '../limited.ts'
import { serveAssets } from './assets.ts'
import { pageRoutes } from './frame.ts'
import { journalExport } from './journal-export.ts'
import { live } from './live.ts'
import { fromOurPages } from './same-site.ts'
import { signInRoutes } from './sign-in.ts'
import { noPage, tooMany, troublePage } from './trouble.ts'
import { takeViewer } from './viewer.ts'

/** Requests a minute from one address; somebody with a quick keyboard makes a few a second. */
const requestsAMinute = 1200

/** The console: everything a person does with Baton in a browser. */
export function consolePages(engine: Engine): Router {
  const router = Router()
  router.use(onlyPeople)
  router.use(policy)
  router.use(serveAssets())
  router.use(limited(requestsAMinute, tooMany))
  router.use(fresh, fromOurPages, express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 5000 }))
  router.use(signInRoutes(engine))
  router.use(takeViewer())
  router.use(live(engine))
  router.use(journalExport(engine))
  router.use(pageRoutes(engine))
  router.use(noPage)
  router.use(troublePage(engine.log))
  return router
}

/** What programs ask is answered, or found missing, elsewhere. */
const onlyPeople: RequestHandler = (request, _response, next) =>
  /^\/(api|hooks|metrics)(\/|$)/.test(request.path) ? next('router') : next()

/** Nothing that a page did not get from here is run, shown or asked. */
const policy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  // With no referrer at all, older browsers do not say either which page a form was sent from.
  referrerPolicy: { policy: 'same-origin' },
})

/** Pages tell of customers' data as it is now; no cache keeps them. */
const fresh: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store')
  next()
}
