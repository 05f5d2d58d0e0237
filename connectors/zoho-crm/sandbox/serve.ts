import { pause, spoiled, type WireRequest, type WireResponse } from '#spi'
import { serveAccounts } from './accounts-server.ts'
import { serveApi } from './api-server.ts'
import { atAccountsHost, atApiHost, hosts } from './data-centres.ts'
import { insteadOf } from './faults.ts'
import { patternOf } from './find-route.ts'
import { moment } from './moment.ts'
import type { World } from './world.ts'

export async function serve(world: World, request: WireRequest): Promise<WireResponse | null> {
  const { host } = new URL(request.url)
  const isAccounts = atAccountsHost(host) !== undefined
  const fault = world.badDays.take(request)
  const refused = insteadOf(world, fault, isAccounts)
  const response = refused ?? (await answer(world, host, request))
  log(world, request, response.status)
  const dated = withDate(world, response)
  return refused ? dated : spoiled(fault, dated, world.switches.amount('slow-ms'))
}

/** Every server tells its time (RFC 9110); ours is the sandbox's. */
function withDate(world: World, response: WireResponse): WireResponse {
  return { ...response, headers: { ...response.headers, date: new Date(world.now()).toUTCString() } }
}

async function answer(world: World, host: string, request: WireRequest): Promise<WireResponse> {
  const accounts = atAccountsHost(host)
  if (accounts) return serveAccounts(world, accounts, request)
  const api = atApiHost(host)
  if (!api) throw new Error(`'${host}' is not a host of this sandbox; there are: ${hosts.join(', ')}`)
  return serveApi(world, api, request, () => pause(world.switches.amount('latency-ms')))
}

function log(world: World, { method, url }: WireRequest, status: number): void {
  const path = new URL(url).pathname
  world.calls.push({ at: moment(world.now()), method, pattern: patternOf(path), path, status })
}
