import type { Fault, WireResponse } from '#spi'
import { encode } from './answer.ts'
import type { World } from './world.ts'

/** What comes instead of an answer; null when the work is done all the same. Redmine throttles nobody; what stands before it may. */
export function instead(world: World, fault: Fault | null): WireResponse | null {
  if (fault === 'unauthorized') return encode({ status: 401 })
  const page = (status: number, headers = {}) => ({
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: '<html><body>Please try again later</body></html>',
  })
  if (fault === 'throttled')
    return page(429, { 'retry-after': String(world.switches.amount('retry-after-seconds')) })
  return fault === 'down' ? page(world.switches.amount('down-answer')) : null
}
