import type { WireRequest, WireResponse } from '#spi'
import { json } from './answer.ts'
import { type DataCentre, dataCentre } from './data-centres.ts'
import { grantBehind } from './oauth-adopt.ts'
import {
  client,
  countIn,
  grantDc,
  grantScopes,
  grantUser,
  issueAccess,
  keepGrant,
  revoke,
  scopeList,
  secretAt,
  secretWord,
  tokenFor,
} from './oauth-grants.ts'
import type { Grant, World } from './world.ts'

type Form = (name: string) => string

const minute = 60_000

/** The fields of a token call, from its body or its query. */
export function formOf(request: WireRequest): Form {
  const body = new URLSearchParams(request.body)
  const query = new URL(request.url).searchParams
  return name => body.get(name) ?? query.get(name) ?? ''
}

/** Zoho refuses with HTTP 200. */
function refuse(error: string): WireResponse {
  return json(200, { error })
}

export function tooManyTokens(): WireResponse {
  return json(400, {
    error: 'Access Denied',
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    status: 'failure',
  })
}

export function token(world: World, at: DataCentre, request: WireRequest): WireResponse {
  const form = formOf(request)
  const served = world.switches.get('multi-dc') === 'on' || at.dc === world.switches.get('dc')
  if (form('client_id') !== client.id || !served) return refuse('invalid_client')
  if (form('client_secret') !== secretAt(world, at.dc)) return refuse('invalid_client_secret')
  if (form('grant_type') === 'refresh_token') return refresh(world, at, form)
  if (form('grant_type') === 'authorization_code') return exchange(world, at, form)
  return form('grant_type') === 'client_credentials' ? selfClient(world, at, form) : refuse('general_error')
}

function refresh(world: World, at: DataCentre, form: Form): WireResponse {
  const grant = grantBehind(world, form('refresh_token'))
  const isHere = grant && grantDc(world, grant) === at.dc
  if (!isHere || grantUser(world, grant)?.status !== 'active') return refuse('invalid_code')
  if (!countIn(world, `access ${grant.refreshToken}`, 10, 10 * minute)) return tooManyTokens()
  return json(200, answer(world, grant, at, issueAccess(world, grant, at.dc)))
}

function exchange(world: World, at: DataCentre, form: Form): WireResponse {
  const code = world.codes.get(form('code'))
  const isGood = code && code.dc === at.dc && code.expiresAt > world.now()
  if (!isGood) return refuse('invalid_code')
  if (form('redirect_uri') !== code.redirectUri) return refuse('invalid_redirect_uri')
  if (!countIn(world, `refresh ${code.grant.user}`, 5, minute)) return tooManyTokens()
  world.codes.delete(form('code'))
  keepGrant(world, code.grant)
  const { refreshToken } = code.grant
  const access = issueAccess(world, code.grant, at.dc)
  return json(200, {
    ...answer(world, code.grant, at, access),
    ...(refreshToken && { refresh_token: refreshToken }),
  })
}

/** A Self Client gets no refresh token; it asks again. */
function selfClient(world: World, at: DataCentre, form: Form): WireResponse {
  const scopes = scopeList(form('scope'))
  if (scopes.length === 0 || at.dc !== world.switches.get('dc')) return refuse('general_error')
  const user = world.switches.get('token-user')
  const grant: Grant = { client: client.id, dc: at.dc, user, scopes, refreshToken: null }
  return json(200, answer(world, grant, at, issueAccess(world, grant, at.dc)))
}

function answer(world: World, grant: Grant, at: DataCentre, access_token: string) {
  return {
    access_token,
    scope: grantScopes(world, grant).join(','),
    api_domain: `https://${dataCentre(at.dc).api}`,
    token_type: 'Bearer',
    expires_in: 3600,
  }
}

export function revokeToken(world: World, request: WireRequest): WireResponse {
  return revoke(world, formOf(request)('token')) ? json(200, { status: 'success' }) : refuse('invalid_token')
}

/** A code that somebody's consent in the browser has earned, or the API console given. */
export function issueCode(
  world: World,
  grant: Omit<Grant, 'refreshToken'>,
  redirectUri: string,
  offline: boolean,
  seconds = world.switches.amount('code-seconds'),
): string {
  const dc = world.switches.get('dc')
  const refreshToken = offline ? tokenFor(world, grant, null) : null
  const expiresAt = world.now() + seconds * 1000
  const code = secretWord(world, 'code')
  world.codes.set(code, { grant: { ...grant, refreshToken }, dc, redirectUri, expiresAt })
  return code
}
