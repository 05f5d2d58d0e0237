import type { RequestHandler } from 'express'
import { VerbError } from '../../engine/verbs/verb-error.ts'

/**
 * Refuses what another site's page sends in the viewer's name. Browsers say where a request comes from; older ones by
 * the origin alone, and what says nothing is no browser that could be misused.
 */
export const fromOurPages: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  const site = request.get('sec-fetch-site')
  const isOurs =
    site === undefined ? isOurOrigin(request.get('origin'), request.host) : site === 'same-origin'
  if (isOurs) return next()
  throw new VerbError(
    'verb/not-allowed',
    'This was sent from another site. Open the page here and do it there.',
  )
}

function isOurOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
