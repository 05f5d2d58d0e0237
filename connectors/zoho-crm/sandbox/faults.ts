import type { Fault, WireResponse } from '#spi'
import { html, json, problem } from './answer.ts'
import { tooManyTokens } from './oauth-token.ts'
import { throttled, wrongToken } from './refusals.ts'
import type { World } from './world.ts'

/** What is answered instead of doing the work; null when the work is done all the same. */
export function insteadOf(world: World, fault: Fault | null, isAccounts: boolean): WireResponse | null {
  if (fault === 'down') return down(world)
  if (fault === 'unauthorized')
    return isAccounts ? json(200, { error: 'invalid_code' }) : json(401, problem(wrongToken()))
  if (fault === 'throttled') return isAccounts ? tooManyTokens() : json(429, problem(throttled()))
  return null
}

function down(world: World): WireResponse {
  const status = world.switches.amount('down-status')
  if (status !== 500) return html(status, '<html><body><h1>Temporarily unavailable</h1></body></html>')
  return json(500, { code: 'INTERNAL_ERROR', details: {}, message: 'Internal Server Error', status: 'error' })
}
