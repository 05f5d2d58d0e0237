import type { Fault, FaultOrder, WireRequest, WireResponse } from '#spi'
import { html, json, problem } from './answer.ts'
import { tooManyTokens } from './oauth-token.ts'
import { throttled, wrongToken } from './refusals.ts'
import { amount, choice } from './switches.ts'
import type { World } from './world.ts'

export const faults: readonly Fault[] = [
  'unauthorized',
  'throttled',
  'down',
  'slow',
  'lost-answer',
  'garbled',
]

export function orderFault(world: World, order: FaultOrder): void {
  if (!faults.includes(order.fault))
    throw new Error(`no fault '${order.fault}'; there are: ${faults.join(', ')}`)
  world.faults.push({ order, left: order.times ?? 1 })
}

/** The fault that hits this call, if one was ordered; it is used up by that. */
export function takeFault(world: World, request: WireRequest): Fault | null {
  const call = `${request.method} ${new URL(request.url).pathname}`
  const hit = world.faults.find(({ order, left }) => left > 0 && call.includes(order.match ?? ''))
  if (!hit) return null
  hit.left -= 1
  return hit.order.fault
}

/** What is answered instead of doing the work; null when the work is done all the same. */
export function insteadOf(world: World, fault: Fault | null, isAccounts: boolean): WireResponse | null {
  if (fault === 'down') return down(world)
  if (fault === 'unauthorized')
    return isAccounts ? json(200, { error: 'invalid_code' }) : json(401, problem(wrongToken()))
  if (fault === 'throttled') return isAccounts ? tooManyTokens() : json(429, problem(throttled()))
  return null
}

function down(world: World): WireResponse {
  const status = Number(choice(world.switches, 'down-status'))
  if (status !== 500) return html(status, '<html><body><h1>Temporarily unavailable</h1></body></html>')
  return json(500, { code: 'INTERNAL_ERROR', details: {}, message: 'Internal Server Error', status: 'error' })
}

/** What becomes of the answer once the work is done. */
export async function spoil(
  world: World,
  fault: Fault | null,
  response: WireResponse,
): Promise<WireResponse | null> {
  if (fault === 'lost-answer') return null
  if (fault === 'slow') await pause(amount(world.switches, 'slow-ms'))
  if (fault !== 'garbled') return response
  const { body } = response
  return {
    ...response,
    status: 200,
    body: body === '' ? '{"data":[{"id' : body.slice(0, Math.ceil(body.length / 2)),
  }
}

/** Does not keep a program running that has nothing else to do. */
export function pause(milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return Promise.resolve()
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds).unref()
  })
}
