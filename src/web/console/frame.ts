import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Engine } from '../../engine/engine.ts'
import { overviewQuestions } from '../../engine/verbs/overview-questions.ts'
import { perform } from '../../engine/verbs/verb.ts'
import { VerbError } from '../../engine/verbs/verb-error.ts'
import { statusOf } from '../status-of.ts'
import { flashOf, keepFlash } from './flashes.ts'
import { type Html, html } from './html.ts'
import { mainOf, pageSheet } from './layout.ts'
import type { Failed, Form, Page, Undo, Visit } from './page.ts'
import { pages } from './pages/index.ts'
import { button, postForm } from './parts/form.ts'
import { flash } from './parts/mark.ts'
import { viewerOf } from './viewer.ts'
import { onlyVisitors, visitor } from './visitor.ts'

/** Every page at its address, for whoever is signed in and has a role that may see it. */
export function pageRoutes(engine: Engine): Router {
  const router = Router()
  const inside = onlyVisitors(engine)
  for (const page of pages) {
    router.get(page.path, inside, shows(engine, page))
    if (page.actions) router.post(page.path, inside, acts(engine, page))
  }
  return router
}

function shows(engine: Engine, page: Page): RequestHandler {
  return async (request, response) => {
    await show(page, visitTo(engine, page, request, null), request, response)
  }
}

/** Does what a form asks for. Then back to the page: what came of it is told there, and a reload does nothing again. */
function acts(engine: Engine, page: Page): RequestHandler {
  return async (request, response) => {
    const form = formOf(request)
    const name = form.do?.[0] ?? ''
    const visit = visitTo(engine, page, request, null)
    const action = Object.hasOwn(page.actions ?? {}, name) ? page.actions?.[name] : undefined
    if (!action)
      throw new VerbError('verb/bad-input', 'The form does not say what to do. Go back and try again.')
    try {
      const answer = await visit.ask(action.verb, action.read(form, visit) as never)
      const { to = visit.url, ...said } = action.said(answer, visit, form)
      keepFlash(response, { tone: 'good', ...said })
      response.redirect(303, to)
    } catch (error) {
      if (!(error instanceof VerbError)) throw error
      const failed = visitTo(engine, page, request, { action: name, words: error.message, form })
      await show(page, failed, request, response.status(statusOf[error.code])).catch(again => {
        // A page that cannot be shown either does not hide why.
        throw again instanceof VerbError ? error : again
      })
    }
  }
}

/** Which page a request is for: what went wrong with it is told in the same surroundings. */
const askedFor = new WeakMap<Request, Page>()

function visitTo(engine: Engine, page: Page, request: Request, failed: Failed | null): Visit {
  askedFor.set(request, page)
  const actor = visitor(request)
  if (!page.roles.includes(actor.role))
    throw new VerbError(
      'verb/not-allowed',
      `"${page.title}" is for ${page.roles.join(' or ')}; ${actor.name} has the role ${actor.role}.`,
    )
  const read = page.query.safeParse({ ...request.query, ...request.params })
  if (!read.success)
    throw new VerbError('verb/not-found', 'There is nothing at this address. A part of it may be missing.')
  return {
    actor,
    query: read.data,
    url: request.originalUrl,
    origin: engine.config.publicUrl ?? `${request.protocol}://${request.host}`,
    zone: viewerOf(request).zone,
    now: new Date(),
    failed,
    ask: (verb, input) => perform(engine, verb, actor, input),
    may: verb => verb.roles.includes(actor.role),
  }
}

function formOf(request: Request): Form {
  const body: Readonly<Record<string, string | string[]>> = request.body ?? {}
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, [value].flat()]))
}

async function show(page: Page, visit: Visit, request: Request, response: Response): Promise<void> {
  const model = await page.load(visit)
  const title = page.titleOf?.(model) ?? page.title
  const said = flashOf(request, response)
  const body = html`${said && flash(said.tone, html`${said.words}${said.undo && undoForm(said.undo, visit.url)}`)}${visit.failed && flash('bad', visit.failed.words)}${page.view(model, visit)}`
  const { open: questions } = await visit.ask(overviewQuestions, {})
  sendPage(request, response, title, body, { ...visit, questions }, page.charts)
}

/** The page itself, or only what stands in `main` where the rest is on the screen already. */
export function sendPage(
  request: Request,
  response: Response,
  title: string,
  body: ReturnType<Page['view']>,
  visit: Pick<Visit, 'actor' | 'url'> & { readonly questions?: number },
  charts = false,
): void {
  const alone = askedFor.get(request)?.alone ?? []
  const isPart = request.get('hx-request') === 'true' && request.get('hx-history-restore-request') !== 'true'
  const shown = alone.includes(visit.actor.role) ? [] : pages
  const whole = { ...visit, title, body, charts, pages: shown, viewer: viewerOf(request) }
  response
    .type('html')
    .send(
      isPart ? String(html`<title>${title} · Baton</title>${mainOf(title, body)}`) : String(pageSheet(whole)),
    )
}

function undoForm({ do: name, fields }: Undo, url: string): Html {
  const body = button({ words: 'Undo', key: 'u', look: 'small' })
  return postForm({ do: name, fields, lively: url, class: 'd-inline-block ms-3', body })
}
