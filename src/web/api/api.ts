import express, { type Request, type RequestHandler, Router } from 'express'
import type { Engine } from '../../engine/engine.ts'
import { verbs } from '../../engine/verbs/index.ts'
import { perform, type Verb } from '../../engine/verbs/verb.ts'
import { viewerOf } from '../console/viewer.ts'
import { limited } from '../limited.ts'
import { problem } from '../problems.ts'
import { events } from './events.ts'
import { openApi } from './open-api.ts'
import { methodOf, pathOf } from './paths.ts'
import { readQuery } from './read-query.ts'
import { referencePage } from './reference-page.ts'
import { askerOf, signIn } from './sign-in.ts'

/** Requests a minute from one address; whoever needs more has a list to page through, or an export. */
const requestsAMinute = 600

/** `/api/v1/…`: every verb, for whoever brings a token. What there is stands in `/api/openapi.json` and, to read, in `/api`. */
export function api(engine: Engine): Router {
  const router = Router()
  const tooMany: RequestHandler = (_request, response) =>
    problem(response, 429, 'Too many requests. Wait a minute.')
  router.use('/api', limited(requestsAMinute, tooMany))
  router.get('/api', (request, response) => {
    response.type('html').send(String(referencePage(openApi(), viewerOf(request))))
  })
  router.get('/api/openapi.json', (_request, response) => void response.json(openApi()))
  router.use('/api/v1', signIn(engine), express.json({ limit: '2mb', strict: true }))
  router.get('/api/v1/events', events(engine))
  for (const verb of verbs) router[methodOf(verb)](pathOf(verb), answers(engine, verb))
  return router
}

function answers(engine: Engine, verb: Verb): RequestHandler {
  return async (request, response) => {
    const input = methodOf(verb) === 'post' ? (request.body ?? {}) : readQuery(verb.ask, request.query)
    const answer = await perform(engine, verb, askerOf(request), input, idempotencyKey(request))
    response.setHeader('cache-control', 'no-store')
    response.json(answer ?? null)
  }
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.get('idempotency-key')
  return key === undefined || key === '' ? undefined : key.slice(0, 200)
}
