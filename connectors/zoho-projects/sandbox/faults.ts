import type { Fault, FaultOrder, WireRequest, WireResponse } from '#spi'
import { badToken } from './door.ts'
import { encode, errorBody } from './encode.ts'
import { failed, throttledToken } from './oauth.ts'
import { asIfLocked } from './rate.ts'
import { operational, type Refusal } from './refusal.ts'
import type { World } from './world.ts'

export function orderFault(world: World, order: FaultOrder): void {
  world.faults.push({ ...order, times: order.times ?? 1 })
}

/** The bad day this call hits, used up by one. The token endpoint has one only when an order names it. */
export function nextFault(world: World, request: WireRequest, accounts: boolean): Fault | null {
  const what = `${request.method} ${new URL(request.url).pathname}`
  const at = world.faults.findIndex(({ match }) => (match === undefined ? !accounts : what.includes(match)))
  const order = world.faults[at]
  if (!order) return null
  const left = (order.times ?? 1) - 1
  world.faults.splice(at, 1, ...(left > 0 ? [{ ...order, times: left }] : []))
  return order.fault
}

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

/** The work is done; what becomes of its answer on the way back. */
export async function carried(
  world: World,
  fault: Fault | null,
  response: WireResponse,
): Promise<WireResponse | null> {
  if (fault === 'lost-answer') return null
  if (fault === 'garbled')
    return { ...response, body: `${response.body.slice(0, response.body.length / 2)}\u0000<` }
  if (fault === 'slow') await new Promise(done => setTimeout(done, world.switches.number('slow-ms')))
  return response
}
