import { type CookieOptions, type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { startConsent } from '../engine/consent.ts'
import { endConsent } from '../engine/consent-end.ts'
import type { Engine } from '../engine/engine.ts'
import { limited } from './limited.ts'
import { plainPage } from './plain-page.ts'

const word = z.string().max(4000)
const start = z.object({ ticket: word })

/**
 * The consent in the browser. `/oauth/start?ticket=…` (the `url` that `connections.consent` answers) sends it to the vendor,
 * and `/oauth/callback` is where the vendor sends it back. Only the browser that began a consent can end it.
 */
export function oauth(engine: Engine): Router {
  const router = Router()
  router.use('/oauth', limited(60))
  router.get('/oauth/start', begin(engine))
  router.get('/oauth/callback', end(engine))
  return router
}

function begin(engine: Engine): RequestHandler {
  return async (request, response) => {
    const read = start.safeParse(request.query)
    const begun = read.success ? await startConsent(engine, read.data.ticket) : null
    if (!begun)
      return page(
        response,
        404,
        'Not known here',
        'This link was never made, or its time is over. Ask for a new one.',
      )
    const { url, state, browser, seconds } = begun
    response.cookie(cookieName(state), browser, { ...cookieOptions(engine), maxAge: seconds * 1000 })
    response.setHeader('cache-control', 'no-store')
    response.redirect(303, url)
  }
}

function end(engine: Engine): RequestHandler {
  return async (request, response) => {
    const query = queryOf(request)
    const name = cookieName(query.state ?? '')
    const outcome = await endConsent(engine, query, cookieOf(request, name))
    response.clearCookie(name, cookieOptions(engine))
    if (outcome.ok)
      return page(
        response,
        200,
        'Connected',
        `${outcome.connected.join(' and ')}: a running node proves it now.`,
      )
    page(response, 400, 'Not connected', outcome.why)
  }
}

/** What is given once, and is no essay. */
function queryOf(request: Request): Record<string, string> {
  const words = Object.entries(request.query).flatMap(([name, value]) => {
    const read = word.safeParse(value)
    return read.success ? [[name, read.data] as const] : []
  })
  return Object.fromEntries(words)
}

/** Several consents may be under way in one browser, so each has a cookie of its own. */
function cookieName(state: string): string {
  return `baton-consent-${state.replace(/[^\w-]/g, '').slice(0, 12)}`
}

function cookieOptions({ config }: Engine): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: config.ownUrl.startsWith('https:'), path: '/oauth' }
}

function cookieOf(request: Request, name: string): string {
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim())
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

function page(response: Response, status: number, title: string, words: string): void {
  response.setHeader('cache-control', 'no-store')
  response.status(status).type('html').send(plainPage(title, words))
}
