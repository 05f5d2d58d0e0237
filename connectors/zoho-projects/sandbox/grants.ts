import { createHash } from 'node:crypto'
import { boxToken } from '#spi'
import { tokenOf } from './adopt.ts'
import { boxName } from './box-name.ts'
import { homeOf } from './data-centres.ts'
import { scaleOf } from './rate.ts'
import type { Grant, World } from './world.ts'

/** The same in every Zoho box, as one client serves all of Zoho's products. */
export const client = {
  id: '1000.SANDBOXBATONCLIENT0000000000',
  secret: 'sandbox-client-secret-0123456789abcdef',
  refreshToken: boxToken({
    is: 'refresh',
    from: 'first',
    number: 0,
    user: null,
    scopes: null,
    location: null,
    ends: null,
  }),
} as const

const tokenSeconds = 3600
const windowMs = 600_000
const perWindow = 10
const refreshTokensKept = 20

/** Looks like the vendor's tokens; the same run gives the same ones. */
export function madeUp(world: World, kind: string): string {
  const hash = createHash('sha256').update(`${kind} ${world.nextId()}`).digest('hex')
  return `1000.${hash.slice(0, 32)}.${hash.slice(32)}`
}

/** Ten access tokens in ten minutes; asking for more is refused for what is left of them. */
export function tooMany(world: World, grant: Grant): boolean {
  return recent(world, grant).length >= perWindow
}

function recent(world: World, grant: Grant): readonly number[] {
  const now = world.clock.now()
  const first = grant.issued[0]
  return first !== undefined && now - first < windowMs / scaleOf(world) ? grant.issued : []
}

export function issue(world: World, grant: Grant): string {
  const now = world.clock.now()
  world.grants.set(grant.token, { ...grant, issued: [...recent(world, grant), now] })
  const token = tokenFor(world, grant.scopes, now + tokenSeconds * 1000)
  world.tokens.set(token, { grant: grant.token, expires: now + tokenSeconds * 1000 })
  dropOldest(world, grant)
  return token
}

function dropOldest(world: World, grant: Grant): void {
  const now = world.clock.now()
  const active = [...world.tokens].filter(([, one]) => one.grant === grant.token && one.expires > now)
  const extra = active.length - world.switches.amount('active-tokens')
  for (const [token] of active.slice(0, Math.max(0, extra))) world.tokens.delete(token)
}

/** What the other Zoho boxes understand as well as this one. */
function tokenFor(world: World, scopes: string | null, ends: number | null): string {
  const [admin] = world.users.values()
  return boxToken({
    is: ends === null ? 'refresh' : 'access',
    from: boxName,
    number: Number(world.nextId()),
    user: scopes === null ? null : (admin?.email ?? null),
    scopes: scopes?.split(',') ?? null,
    location: scopes === null ? null : homeOf(world.switches.get('dc')).location,
    ends,
  })
}

export function newGrant(world: World, scopes: string): Grant {
  const grant = { token: tokenFor(world, scopes, null), scopes, issued: [] }
  world.grants.set(grant.token, grant)
  return grant
}

/** The twenty-first refresh token silently ends the oldest. */
export function newRefreshToken(world: World, scopes: string): Grant {
  const grant = newGrant(world, scopes)
  const [oldest] = world.grants.keys()
  if (world.grants.size > refreshTokensKept && oldest !== undefined) revoke(world, oldest)
  return grant
}

export function revoke(world: World, grant: string): void {
  world.revoked.add(grant)
  world.grants.delete(grant)
  for (const [token, one] of world.tokens) if (one.grant === grant) world.tokens.delete(token)
}

export function allows(world: World, token: string, scope: string): boolean {
  const scopes = (tokenOf(world, token)?.scopes ?? world.switches.get('granted-scopes')).split(',')
  const [module = ''] = scope.split('.')
  const given = scopes.map(one => one.trim().replace(/^ZohoProjects\./, ''))
  return given.includes(scope) || given.includes(`${module}.ALL`)
}
