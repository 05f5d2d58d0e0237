import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'

/** So many requests a minute from one address; behind a proxy from one that the proxy names (`BATON_TRUST_PROXY`). */
export function limited(
  aMinute: number,
  tooMany?: RequestHandler,
  { onlyRefused }: { readonly onlyRefused?: boolean } = {},
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: aMinute,
    skipSuccessfulRequests: onlyRefused ?? false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // What a proxy says that nobody trusts is no news: it is left unread.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    ...(tooMany ? { handler: tooMany } : {}),
  })
}
