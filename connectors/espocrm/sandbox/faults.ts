import type { Fault, FaultOrder, WireRequest, WireResponse } from '#spi'
import { bare } from './answer.ts'
import type { World } from './world.ts'

const faults: readonly Fault[] = ['unauthorized', 'throttled', 'down', 'slow', 'lost-answer', 'garbled']

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

/** What is answered instead of doing the work. EspoCRM itself never throttles; a proxy in front of it may. */
export function insteadOf(world: World, fault: Fault | null): WireResponse | null {
  if (fault === 'unauthorized') return bare(401)
  if (fault === 'throttled')
    return bare(429, { 'retry-after': String(world.switches.amount('retry-after-seconds')) })
  if (fault !== 'down') return null
  const status = Number(world.switches.choice('down-status'))
  if (status === 500) return bare(500)
  return { ...bare(status), body: '<html><body><h1>Temporarily unavailable</h1></body></html>' }
}

/** What becomes of the answer once the work is done. */
export async function spoil(
  world: World,
  fault: Fault | null,
  response: WireResponse,
): Promise<WireResponse | null> {
  if (fault === 'lost-answer') return null
  if (fault === 'slow') await pause(world.switches.amount('slow-ms'))
  if (fault !== 'garbled') return response
  return { ...response, body: `${response.body.slice(0, Math.ceil(response.body.length / 2))}\u0000<` }
}

/** Does not keep a program running that has nothing else to do. */
function pause(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms).unref())
}
