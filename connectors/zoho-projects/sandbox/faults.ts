import type { Fault, WireRequest, WireResponse } from '#spi'
import { badToken } from './door.ts'
import { encode, errorBody } from './encode.ts'
import { failed, throttledToken } from './oauth.ts'
import { asIfLocked } from './rate.ts'
import { operational, type Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** What comes instead of an answer; null when the work is done all the same. */
export function faultAnswer(
  world: World,
  fault: Fault,
  request: WireRequest,
  accounts: boolean,
): WireResponse | null {
  if (fault === 'down') return down(world, request)
  if (fault === 'unauthorized')
    return accounts ? failed('invalid_code') : refused(world, request, badToken(world), {})
  if (fault !== 'throttled') return null
  if (accounts) return throttledToken()
  const { refusal, headers } = asIfLocked(world)
  return refusal && refused(world, request, refusal, headers)
}

function down(world: World, request: WireRequest): WireResponse {
  if (world.switches.get('down-answer') === '503-html')
    return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Service Unavailable</html>' }
  const title = 'INTERNAL_SERVER_ERROR'
  return refused(world, request, operational(500, title, 'Something went wrong.', 'zp.general.error'), {})
}

function refused(
  world: World,
  request: WireRequest,
  refusal: Refusal,
  headers: WireResponse['headers'],
): WireResponse {
  const asked = { verb: request.method, path: new URL(request.url).pathname }
  return encode(world, { status: refusal.status, body: errorBody(world, refusal, asked) }, headers)
}
