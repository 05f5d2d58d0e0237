import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { VerbError } from '../../engine/verbs/verb-error.ts'
import { statusOf } from '../status-of.ts'
import { sendPage } from './frame.ts'
import { type Html, html } from './html.ts'
import { doorSheet } from './layout.ts'
import { span } from './parts/time.ts'
import { viewerOf } from './viewer.ts'
import { knownVisitor } from './visitor.ts'

/** What went wrong, as a page: what happened, and what to do. Stack traces stay in the log. */
export function troublePage(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const { status, title, words } = told(error, log)
    tell(request, response.status(status), title, words)
  }
}

/** Whoever asks for a page that does not exist is told so by a page; programs are told by whoever comes next. */
export const noPage: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' || request.accepts(['json', 'html']) !== 'html') return next()
  tell(
    request,
    response.status(404),
    'There is no such page',
    'The address may be mistyped, or the page has moved.',
  )
}

/** Whoever asks for more than a person does is told how long to wait. */
export const tooMany: RequestHandler = (request, response) => {
  const words = `From this address more is asked than one person does. Wait ${span(Number(response.get('retry-after') ?? 60))}, then load the page again.`
  tell(request, response.status(429), 'That was too much at once', words)
}

function told(error: unknown, log: Logger): { status: number; title: string; words: string } {
  if (error instanceof VerbError)
    return { status: statusOf[error.code], title: titles[error.code], words: error.message }
  const status = statusIn(error)
  if (status < 500)
    return { status, title: 'This cannot be read', words: 'Go back, reload the page and try again.' }
  const reference = randomUUID().slice(0, 8)
  log.error({ err: error, reference }, 'a page failed')
  const words = `Nothing was changed. Try again in a minute; if it stays, an operator finds the reason in the log under ${reference}.`
  return { status, title: 'Something went wrong here', words }
}

const titles = {
  'verb/bad-input': 'This cannot be done',
  'verb/not-allowed': 'This is not for your role',
  'verb/not-found': 'This is not there',
  'verb/conflict': 'Not possible as things are',
} as const

function statusIn(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function tell(request: Request, response: Response, title: string, words: string): void {
  const actor = knownVisitor(request)
  const body: Html = html`<p class="value">${words}</p><p><a class="btn" href="/">To the overview</a></p>`
  const visit = { url: request.originalUrl }
  if (actor) sendPage(request, response, title, body, { ...visit, actor })
  else response.type('html').send(String(doorSheet({ ...visit, title, body, viewer: viewerOf(request) })))
}
