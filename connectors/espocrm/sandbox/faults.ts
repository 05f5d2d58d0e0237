import type { Fault, WireResponse } from '#spi'
import { bare } from './answer.ts'
import type { World } from './world.ts'

/** What is answered instead of doing the work. EspoCRM itself never throttles; a proxy in front of it may. */
export function insteadOf(world: World, fault: Fault | null): WireResponse | null {
  if (fault === 'unauthorized') return bare(401)
  if (fault === 'throttled')
    return bare(429, { 'retry-after': String(world.switches.amount('retry-after-seconds')) })
  if (fault !== 'down') return null
  const status = Number(world.switches.get('down-status'))
  if (status === 500) return bare(500)
  return { ...bare(status), body: '<html><body><h1>Temporarily unavailable</h1></body></html>' }
}
