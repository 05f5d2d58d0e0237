import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { enter, enterAs, enterByLink, leave, linkedTo } from '../../engine/console-door.ts'
import type { Engine } from '../../engine/engine.ts'
import { callbackPath, type SingleSignOn, signOnMinutes, singleSignOn } from '../../engine/single-sign-on.ts'
import { limited } from '../limited.ts'
import { cookie, dropCookie, setCookie } from './cookies.ts'
import { type Content, type Html, html } from './html.ts'
import { doorSheet } from './layout.ts'
import { field } from './parts/form.ts'
import { flash } from './parts/mark.ts'
import { span } from './parts/time.ts'
import { safePath } from './safe-path.ts'
import { tooMany } from './trouble.ts'
import { isZone, viewerOf } from './viewer.ts'

const sessionDays = 14
/** From one address; a password that is tried again and again locks its user out long before. */
const signInsAMinute = 30

/** Coming in and going out. */
export function signInRoutes(engine: Engine): Router {
  const router = Router()
  const company = singleSignOn(engine)
  const seldom = limited(signInsAMinute, tooMany)
  router.get('/sign-in', (request, response) =>
    show(request, response, 'Sign in', signInForm(request, null, company)),
  )
  router.post('/sign-in', seldom, (request, response) => signIn(engine, company, request, response))
  if (company) {
    router.get('/sign-in/company', seldom, (request, response) => depart(company, request, response))
    router.get(callbackPath, seldom, (request, response) => arrive(engine, company, request, response))
  }
  router.get('/welcome/:token', seldom, (request, response) => welcome(engine, request, response, null))
  router.post('/welcome/:token', seldom, (request, response) => takeLink(engine, request, response))
  router.post('/sign-out', async (request, response) => {
    await leave(engine, cookie(request, 'session'))
    dropCookie(response, 'session')
    response.redirect(303, '/sign-in')
  })
  return router
}

function show(request: Request, response: Response, title: string, body: Content): void {
  const given = { title, body, url: request.originalUrl, viewer: viewerOf(request) }
  response.type('html').send(String(doorSheet(given)))
}

const credentials = z.object({ email: z.string().max(320), password: z.string().max(1000) })

async function signIn(
  engine: Engine,
  company: SingleSignOn | null,
  request: Request,
  response: Response,
): Promise<void> {
  const read = credentials.safeParse(request.body)
  const { email, password } = read.success ? read.data : { email: '', password: '' }
  const entered = await enter(engine, email.trim(), password)
  if (entered.is === 'in') return comeIn(request, response, entered.token, safePath(request.body?.to))
  const words =
    entered.is === 'locked'
      ? `There were too many attempts under this address. Wait ${span(entered.seconds)}.`
      : 'The address or the password is wrong.'
  show(request, response.status(401), 'Sign in', signInForm(request, words, company))
}

async function depart(company: SingleSignOn, request: Request, response: Response): Promise<void> {
  try {
    const { url, sealed } = await company.depart(safePath(request.query.to))
    setCookie(response, 'trip', sealed, signOnMinutes / 1440)
    response.redirect(303, url)
  } catch {
    const words = `${company.name} does not answer just now. Try again in a minute, or sign in with a password.`
    show(request, response.status(503), 'Sign in', signInForm(request, words, company))
  }
}

async function arrive(engine: Engine, company: SingleSignOn, request: Request, response: Response) {
  const arrival = await company.arrive(
    new URL(request.originalUrl, engine.config.ownUrl),
    cookie(request, 'trip'),
  )
  dropCookie(response, 'trip')
  const no = (words: string) =>
    show(request, response.status(403), 'Sign in', signInForm(request, words, company))
  if (arrival.is === 'refused') return no(arrival.words)
  const token = await enterAs(engine, arrival.email)
  if (token !== null) return comeIn(request, response, token, safePath(arrival.to))
  no(`${company.name} knows you as ${arrival.email}, and nobody has let that address in here. Ask an admin.`)
}

function comeIn(request: Request, response: Response, token: string, to: string): void {
  const { zone } = request.body ?? {}
  if (isZone(zone)) setCookie(response, 'zone', zone, 365)
  setCookie(response, 'session', token, sessionDays)
  response.redirect(303, to)
}

function signInForm(request: Request, wrong: string | null, company: SingleSignOn | null): Html {
  const to = safePath(request.query.to ?? request.body?.to)
  const email = typeof request.body?.email === 'string' ? request.body.email : ''
  return html`${wrong && flash('bad', wrong)}<form method="post" action="/sign-in">
    <input type="hidden" name="to" value="${to}"><input type="hidden" name="zone" value="">
    ${field({ name: 'email', label: 'E-mail address', kind: 'email', value: email, required: true, autocomplete: 'username' })}
    ${field({ name: 'password', label: 'Password', kind: 'password', required: true, autocomplete: 'current-password' })}
    <button class="btn btn-primary w-100">Sign in</button>
  </form>
  ${company && html`<a class="btn w-100 mt-3" href="/sign-in/company?to=${encodeURIComponent(to)}">Sign in with ${company.name}</a>`}
  <p class="text-secondary small mt-3 mb-0">Lost your password? An admin makes you a new link under Settings, or on the server with <code>baton users new-link</code>.</p>`
}

async function welcome(
  engine: Engine,
  request: Request,
  response: Response,
  wrong: string | null,
): Promise<void> {
  const user = await linkedTo(engine, String(request.params.token))
  if (!user) return outOfUse(request, response)
  const choice = field({
    name: 'password',
    label: 'Choose a password',
    kind: 'password',
    required: true,
    autocomplete: 'new-password',
    hint: 'At least 12 characters. A few words in a row are better than one with signs in it.',
  })
  const body = html`${wrong && flash('bad', wrong)}<p>You come in as <strong>${user.name}</strong> (${user.email}). This link works once.</p>
  <form method="post"><input type="hidden" name="zone" value="">
    ${user.leadsTo === 'password' && choice}<button class="btn btn-primary w-100">${user.leadsTo === 'password' ? 'Keep it and sign in' : 'Sign in'}</button>
  </form>`
  show(request, response, 'Welcome to Baton', body)
}

function outOfUse(request: Request, response: Response): void {
  const words =
    'It works once, and for some days at most. Whoever sent it to you can make a new one; the first one is printed again when Baton starts.'
  show(
    request,
    response.status(404),
    'This link is no longer good',
    html`<p>${words}</p><p><a class="btn" href="/sign-in">To the sign-in</a></p>`,
  )
}

async function takeLink(engine: Engine, request: Request, response: Response): Promise<void> {
  const given: unknown = request.body?.password
  const password = typeof given === 'string' ? given : null
  if (password !== null && (password.length < 12 || password.length > 1000))
    return welcome(engine, request, response.status(400), 'Take at least 12 characters.')
  const session = await enterByLink(engine, String(request.params.token), password)
  if (session === null) return outOfUse(request, response)
  comeIn(request, response, session, '/')
}
