import type { WireRequest } from '#spi'
import { forbidden, Refusal } from './answer.ts'
import type { DataCentre } from './data-centres.ts'
import { accessTokenOf } from './oauth-adopt.ts'
import { grantScopes, grantUser, isAlive } from './oauth-grants.ts'
import type { User } from './org.ts'
import { wrongToken } from './refusals.ts'
import type { Grant, World } from './world.ts'

export interface Access {
  readonly user: User
  readonly grant: Grant
}

/** Who calls, or why not: no token, a wrong one, or one of another data centre. */
export function accessOf(world: World, at: DataCentre, request: WireRequest): Access {
  const schemes =
    world.switches.get('bearer-scheme') === 'accepted' ? 'Zoho-oauthtoken|Bearer' : 'Zoho-oauthtoken'
  const given = new RegExp(`^(?:${schemes}) (\\S+)$`, 'i').exec(request.headers.authorization ?? '')
  if (!given) throw noToken(world)
  const token = accessTokenOf(world, given[1] ?? '')
  if (!token || token.dc !== at.dc || !isAlive(world, token)) throw wrongToken()
  const user = grantUser(world, token.grant)
  if (user?.status !== 'active') throw wrongToken()
  refuseByProfile(world)
  return { user, grant: token.grant }
}

function noToken(world: World): Refusal {
  const code = world.switches.get('missing-token')
  return code === 'INVALID_TOKEN' ? wrongToken() : new Refusal(401, code, 'Authentication failed')
}

function refuseByProfile(world: World): void {
  const permission = world.switches.get('api-permission')
  const permissions = ['Crm_Implied_Api_Access']
  if (permission === 'NO_PERMISSION') throw forbidden(permissions)
  if (permission === 'AUTHORIZATION_FAILED')
    throw new Refusal(400, permission, 'User does not have sufficient privilege', { permissions })
}

/** A wider scope covers a narrower one: `modules.ALL`, `modules.tasks.ALL`, `modules.READ`, `modules.tasks.READ`. */
export function refuseScope(world: World, grant: Grant, needed: readonly string[]): void {
  const granted = new Set(grantScopes(world, grant))
  if (needed.every(scope => wider(scope).some(one => granted.has(one)))) return
  const http = Number(world.switches.get('scope-mismatch'))
  throw new Refusal(http, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL')
}

function wider(scope: string): readonly string[] {
  const [product, ...parts] = scope.split('.')
  const operation = parts.at(-1) ?? ''
  const operations = operation === 'READ' ? ['READ', 'ALL'] : [operation, 'WRITE', 'ALL']
  const prefixes = parts.slice(0, -1).map((_, at) => [product, ...parts.slice(0, at + 1)].join('.'))
  return prefixes.flatMap(prefix => operations.map(one => `${prefix}.${one}`))
}
