import type { WireRequest, WireResponse } from '#spi'
import { tokenOf } from './adopt.ts'
import type { Actor, Answer, Call } from './call.ts'
import { livesAt } from './data-centres.ts'
import { encode, errorBody } from './encode.ts'
import { allows, client } from './grants.ts'
import { listPortals } from './portal-calls.ts'
import { countCall } from './rate.ts'
import { coded, noSuchUrl, operational, Refusal, titled } from './refusal.ts'
import { type Match, matching } from './routes.ts'
import type { World } from './world.ts'

interface Target {
  readonly match: Match
  readonly portal: string | null
}

/** One API call from the URL inwards: address, token, scope, pace, portal, and then the work. */
export function apiAnswer(world: World, request: WireRequest): WireResponse {
  const url = new URL(request.url)
  const asked = { verb: request.method, path: url.pathname }
  let headers: WireResponse['headers'] = {}
  try {
    const target = aim(request.method, url.pathname)
    admit(world, request, url.host, target)
    const pace = countCall(world, `${target.match.route.verb} ${target.match.route.path}`)
    headers = pace.headers
    if (pace.refusal) throw pace.refusal
    return encode(world, work(world, request, url, target), headers)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return encode(world, { status: error.status, body: errorBody(world, error, asked) }, headers)
  }
}

const portals: Match = {
  route: { verb: 'GET', path: 'portals', scope: 'portals.READ', run: listPortals },
  params: {},
}

function aim(verb: string, path: string): Target {
  if (path === '/api/v3/portals') {
    if (verb !== 'GET') throw wrongVerb()
    return { match: portals, portal: null }
  }
  const [, version = '', portal = '', rest = ''] =
    /^\/api\/(v3|v3\.1)\/portal\/(\d+)(?:\/(.+))?$/.exec(path) ?? []
  const known = portal !== '' && served(version, rest) ? matching(rest) : []
  if (known.length === 0) throw noSuchUrl()
  const match = known.find(one => one.route.verb === verb)
  if (!match) throw wrongVerb()
  return { match, portal }
}

/** Some modules also answer at v3.1. */
function served(version: string, rest: string): boolean {
  return version === 'v3' || /(^|\/)(users|phases)(\/|$)/.test(rest)
}

function wrongVerb(): Refusal {
  return operational(400, 'INVALID_METHOD', 'The method is not valid for this URL.')
}

function admit(world: World, request: WireRequest, host: string, target: Target): void {
  const { authorization = '' } = request.headers
  const [, token] = /^(?:Bearer|Zoho-oauthtoken) (\S+)$/.exec(authorization) ?? []
  if (token === undefined) throw operational(401, 'INVALID_TICKET', 'Invalid ticket.')
  const expires = tokenOf(world, token)?.expires ?? 0
  const home = livesAt(world.switches.get('dc'), host)
  if (expires <= world.clock.now() || !home) throw badToken(world)
  const { scope } = target.match.route
  if (!allows(world, token, scope)) throw missingScope(world)
  allowModule(world, scope)
}

function missingScope(world: World): Refusal {
  if (world.switches.get('missing-scope') === 'url-rule') return noSuchUrl()
  return operational(401, 'INVALID_OAUTHSCOPE', 'The scope of the token does not cover this URL.')
}

/** The module is off in the portal, or the user's profile has no right to it. */
function allowModule(world: World, scope: string): void {
  const [module = ''] = scope.split('.')
  if (world.switches.get('forbidden-modules').split(',').includes(module))
    throw operational(403, 'FORBIDDEN', 'You have no right to this module.')
}

export function badToken(world: World): Refusal {
  const status = world.switches.amount('bad-token-status')
  return titled(status, 'INVALID_OAUTHTOKEN', 'OPERATIONAL_VALIDATION_ERROR', {
    message: 'The OAuth token is invalid or has expired.',
  })
}

function work(world: World, request: WireRequest, url: URL, { match, portal }: Target): Answer {
  if (portal !== null && portal !== world.portal) throw coded(404, 6504, 'Domain not available.')
  const { params, route } = match
  const call: Call = {
    world,
    actor: apiActor(world),
    params,
    query: url.searchParams,
    body: request.body,
  }
  return route.run(call)
}

/** Every token belongs to the admin who made the client. */
export function apiActor(world: World): Actor {
  const [user] = world.users.values()
  if (!user) throw new Error('The portal has lost its admin')
  return { by: `api:${client.id}`, user, person: false }
}
