import { createHash } from 'node:crypto'
import { boxToken } from '#spi'
import { dataCentre } from './data-centres.ts'
import type { User } from './org.ts'
import { type AccessToken, type Grant, userNamed, type World } from './world.ts'

export const client = {
  id: '1000.SANDBOXBATONCLIENT0000000000',
  secret: 'sandbox-client-secret-0123456789abcdef',
} as const

const accessLife = 3_600_000

/** Which box has made a token. */
export const boxName = 'zoho-crm'

/** The grant an admin has set up before, the same in every Zoho box: its place, scopes and user follow the switches. */
export const firstGrant: Grant = {
  client: client.id,
  dc: null,
  user: null,
  scopes: null,
  refreshToken: boxToken({
    is: 'refresh',
    from: 'first',
    number: 0,
    user: null,
    scopes: null,
    location: null,
    ends: null,
  }),
}

/** Common to all data centres, or one each, as the API console can be set. */
export function secretAt(world: World, dc: string): string {
  const own = world.switches.get('client-secret') === 'per-dc' && dc !== world.switches.get('dc')
  return own ? `${client.secret}-${dc}` : client.secret
}

export function grantDc(world: World, grant: Grant): string {
  return grant.dc ?? world.switches.get('dc')
}

export function grantUser(world: World, grant: Grant): User | undefined {
  return userNamed(world, grant.user ?? world.switches.get('token-user'))
}

export function grantScopes(world: World, grant: Grant): readonly string[] {
  return grant.scopes ?? scopeList(world.switches.get('scopes'))
}

export function scopeList(text: string): readonly string[] {
  return text
    .split(',')
    .map(one => one.trim())
    .filter(Boolean)
}

function nextNumber(world: World): number {
  const count = (world.issued.get('words')?.length ?? 0) + 1
  world.issued.set('words', [...(world.issued.get('words') ?? []), count])
  return count
}

/** What the other Zoho boxes understand as well as this one. */
export function tokenFor(world: World, grant: Omit<Grant, 'refreshToken'>, ends: number | null): string {
  const { user, scopes, dc } = grant
  const location = dc === null ? null : dataCentre(dc).location
  const is = ends === null ? 'refresh' : 'access'
  return boxToken({
    is,
    from: boxName,
    number: nextNumber(world),
    user,
    scopes: scopes && [...scopes],
    location,
    ends,
  })
}

/** Looks random, and is the same in every run. */
export function secretWord(world: World, what: string): string {
  const count = nextNumber(world)
  const hash = createHash('sha256').update(`${what} ${count}`).digest('hex')
  return `1000.${hash.slice(0, 32)}.${hash.slice(32)}`
}

export function issueAccess(world: World, grant: Grant, dc: string): string {
  const issuedAt = world.now()
  const text = tokenFor(world, grant, issuedAt + accessLife)
  world.accessTokens.set(text, { grant, dc, issuedAt, expiresAt: issuedAt + accessLife })
  dropOldest(world, grant)
  return text
}

function dropOldest(world: World, grant: Grant): void {
  const allowed = Number(world.switches.get('active-access-tokens'))
  const own = [...world.accessTokens].filter(([, token]) => token.grant === grant && isAlive(world, token))
  for (const [text] of own.slice(0, Math.max(0, own.length - allowed))) world.accessTokens.delete(text)
}

export function isAlive(world: World, token: AccessToken): boolean {
  return token.expiresAt > world.now()
}

/** Counts one more in the running window; false once the window is full. */
export function countIn(world: World, what: string, limit: number, milliseconds: number): boolean {
  const [start] = world.issued.get(what) ?? []
  const window = milliseconds / Math.max(1, world.switches.amount('window-scale'))
  const isOpen = start !== undefined && world.now() - start < window
  const stamps = isOpen ? (world.issued.get(what) ?? []) : []
  if (stamps.length >= limit) return false
  world.issued.set(what, [...stamps, world.now()])
  return true
}

/** Twenty refresh tokens per user and client; the next one drops the oldest without a word. */
export function keepGrant(world: World, grant: Grant): void {
  if (grant.refreshToken) world.grants.set(grant.refreshToken, grant)
  const user = grantUser(world, grant)
  const own = [...world.grants].filter(([, one]) => grantUser(world, one)?.id === user?.id)
  for (const [text] of own.slice(0, Math.max(0, own.length - 20))) revoke(world, text)
}

/** A revoked refresh token takes its access tokens with it. */
export function revoke(world: World, refreshToken: string): boolean {
  const grant = world.grants.get(refreshToken)
  for (const [text, token] of world.accessTokens) if (token.grant === grant) world.accessTokens.delete(text)
  world.revoked.add(refreshToken)
  return world.grants.delete(refreshToken)
}
