import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { VerbError } from '../engine/verbs/verb-error.ts'
import { statusOf } from './status-of.ts'

/** An error as RFC 9457 has it. */
export function problem(response: Response, status: number, detail: string, code?: string): void {
  const told = { status, title: STATUS_CODES[status] ?? 'Unknown', code, detail }
  response.status(status).type('application/problem+json').send(JSON.stringify(told))
}

export const notFound: RequestHandler = (_request, response) =>
  problem(response, 404, 'There is nothing here.')

/** No stack trace ever leaves; what went wrong stands in the log. */
export function lastResort(log: Logger): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    if (error instanceof VerbError) return problem(response, statusOf[error.code], error.message, error.code)
    const status = typeof error?.status === 'number' && error.status < 500 ? error.status : 500
    if (status === 500) log.error({ err: error }, 'a request failed')
    problem(
      response,
      status,
      status === 413
        ? 'The body is too large.'
        : status === 500
          ? 'Something went wrong here.'
          : 'The request cannot be read.',
    )
  }
}
