import type { WireRequest, WireResponse } from '#spi'
import { dataCentres, livesAt } from './data-centres.ts'
import { client, issue, madeUp, newGrant, newRefreshToken, revoke, tooMany } from './grants.ts'
import type { Grant, World } from './world.ts'

const codeSeconds = 120

/** The accounts server. Its errors are HTTP 200, all but the throttle. */
export function accountsAnswer(world: World, request: WireRequest): WireResponse {
  const url = new URL(request.url)
  const fields = new URLSearchParams([...url.searchParams, ...new URLSearchParams(request.body)])
  const what = `${request.method} ${url.pathname}`
  if (what === 'POST /oauth/v2/token') return token(world, url.host, fields)
  if (what === 'POST /oauth/v2/token/revoke') return revoked(world, fields)
  if (what === 'GET /oauth/v2/auth') return consent(world, url.host, fields)
  if (what === 'GET /oauth/serverinfo') return json(200, { result: 'success', locations: locations() })
  return json(404, { error: 'not_found' })
}

function token(world: World, host: string, fields: URLSearchParams): WireResponse {
  if (fields.get('client_id') !== client.id) return failed('invalid_client')
  if (!livesAt(world.switches.get('dc'), host)) return failed('invalid_client')
  if (fields.get('client_secret') !== client.secret) return failed('invalid_client_secret')
  const kind = fields.get('grant_type')
  if (kind === 'refresh_token') return refreshed(world, fields)
  if (kind === 'authorization_code') return exchanged(world, fields)
  if (kind === 'client_credentials') return selfGranted(world, fields)
  return failed('general_error')
}

function refreshed(world: World, fields: URLSearchParams): WireResponse {
  const grant = world.grants.get(fields.get('refresh_token') ?? '')
  return grant ? granted(world, grant, {}) : failed('invalid_code')
}

function exchanged(world: World, fields: URLSearchParams): WireResponse {
  const given = fields.get('code') ?? ''
  const code = world.codes.get(given)
  if (!code || code.expires <= world.clock.now()) return failed('invalid_code')
  if (fields.get('redirect_uri') !== code.redirect) return failed('invalid_redirect_uri')
  world.codes.delete(given)
  const grant = newRefreshToken(world, code.scopes)
  return granted(world, grant, { refresh_token: grant.token, scope: code.scopes })
}

/** A Self Client asks for itself and gets no refresh token. */
function selfGranted(world: World, fields: URLSearchParams): WireResponse {
  const scopes = fields.get('scope') ?? ''
  return scopes === '' ? failed('general_error') : granted(world, newGrant(world, scopes), {})
}

function granted(world: World, grant: Grant, more: Readonly<Record<string, string>>): WireResponse {
  if (tooMany(world, grant)) return throttledToken()
  return json(200, {
    access_token: issue(world, grant),
    ...more,
    api_domain: dataCentres[world.switches.get('dc')]?.apiDomain,
    token_type: 'Bearer',
    expires_in: 3600,
  })
}

export function throttledToken(): WireResponse {
  return json(400, {
    error: 'Access Denied',
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    status: 'failure',
  })
}

function revoked(world: World, fields: URLSearchParams): WireResponse {
  const grant = fields.get('token') ?? ''
  if (!world.grants.has(grant)) return failed('invalid_code')
  revoke(world, grant)
  return json(200, { status: 'success' })
}

/** The consent page with the user already having said yes. */
function consent(world: World, host: string, fields: URLSearchParams): WireResponse {
  const redirect = fields.get('redirect_uri') ?? ''
  if (fields.get('client_id') !== client.id) return failed('invalid_client')
  if (!URL.canParse(redirect)) return failed('invalid_redirect_uri')
  const code = madeUp(world, 'code')
  const expires = world.clock.now() + codeSeconds * 1000
  world.codes.set(code, { scopes: fields.get('scope') ?? '', redirect, expires })
  const home = dataCentres[world.switches.get('dc')]
  const back = new URL(redirect)
  back.searchParams.set('code', code)
  back.searchParams.set('location', home?.location ?? '')
  back.searchParams.set('accounts-server', `https://${home?.accounts ?? host}`)
  back.searchParams.set('state', fields.get('state') ?? '')
  return { status: 302, headers: { location: back.toString() }, body: '' }
}

function locations(): Readonly<Record<string, string>> {
  const all = Object.values(dataCentres)
  return Object.fromEntries(all.map(centre => [centre.location, `https://${centre.accounts}`]))
}

export function failed(error: string): WireResponse {
  return json(200, { error })
}

function json(status: number, body: unknown): WireResponse {
  const headers = { 'content-type': 'application/json;charset=UTF-8' }
  return { status, headers, body: JSON.stringify(body) }
}
