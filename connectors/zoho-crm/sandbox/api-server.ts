import type { WireRequest, WireResponse } from '#spi'
import { type Access, accessOf, refuseScope } from './access.ts'
import { json, problem, Refusal } from './answer.ts'
import type { Call } from './call.ts'
import { tellSubscribers } from './callbacks.ts'
import { creditsHeader, enter, spend } from './credits.ts'
import type { DataCentre } from './data-centres.ts'
import { type Found, findRoute } from './find-route.ts'
import type { World } from './world.ts'

/** `www.zohoapis.com` and its sisters. The place among the running calls is kept until `hold` is over. */
export async function serveApi(
  world: World,
  at: DataCentre,
  request: WireRequest,
  hold: () => Promise<void>,
): Promise<WireResponse> {
  try {
    const access = accessOf(world, at, request)
    const found = findRoute(world.switches, request.method, new URL(request.url).pathname)
    refuseScope(world, access.grant, scopesOf(found))
    return await run(world, found, callOf(world, request, access, found), hold)
  } catch (error) {
    if (error instanceof Refusal) return json(error.http, problem(error))
    throw error
  }
}

function scopesOf({ route, params }: Found): readonly string[] {
  return route.scopes.map(scope => scope.replace('{module}', (params.module ?? '').toLowerCase()))
}

function callOf(world: World, request: WireRequest, access: Access, { params }: Found): Call {
  const { method, headers, body } = request
  const { user, grant } = access
  return { world, method, url: new URL(request.url), headers, body, params, user, client: grant.client }
}

async function run(
  world: World,
  { route }: Found,
  call: Call,
  hold: () => Promise<void>,
): Promise<WireResponse> {
  const leave = enter(world, route.heavy?.(call) ?? false)
  try {
    spend(world, route, call)
    const response = route.run(call)
    tellSubscribers(world)
    await hold()
    return { ...response, headers: { ...response.headers, ...creditsHeader(world) } }
  } finally {
    leave()
  }
}
