import type { CallsLeft, VendorRequest, VendorResponse } from '#spi'
import { safeCalls } from './routes.ts'

/**
 * Every answer carries `RateLimit` and `RateLimit-Remaining` for its endpoint (projects.zoho.com/api-docs, "API Limits").
 * What lies between that limit and the safe one is not ours to use.
 */
export function callsLeft({ limit }: VendorRequest, { headers }: VendorResponse): readonly CallsLeft[] {
  const [allowed, left] = [count(headers.ratelimit), count(headers['ratelimit-remaining'])]
  if (typeof limit !== 'string' || allowed === null || left === null) return []
  return [{ of: limit, left: left - Math.max(0, allowed - safeCalls) }]
}

function count(told: string | undefined): number | null {
  return told !== undefined && /^\d+$/.test(told) ? Number(told) : null
}
