import { boxConsentPage, boxDecision, type WireRequest, type WireResponse } from '#spi'
import { grantBehind } from './adopt.ts'
import { dataCentres, homeOf, livesAt } from './data-centres.ts'
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
  if (['GET /oauth/v2/auth', 'POST /oauth/v2/auth'].includes(what)) return consent(world, request, fields)
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
  const grant = grantBehind(world, fields.get('refresh_token') ?? '')
  return grant ? granted(world, grant, {}) : failed('invalid_code')
}

function exchanged(world: World, fields: URLSearchParams): WireResponse {
  const given = fields.get('code') ?? ''
  const code = world.codes.get(given)
  if (!code || code.expires <= world.clock.now()) return failed('invalid_code')
  if ((fields.get('redirect_uri') ?? '') !== code.redirect) return failed('invalid_redirect_uri')
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

/** The page in the browser. The switch `consent` may say what the person does, so that nobody has to press a button. */
function consent(world: World, request: WireRequest, fields: URLSearchParams): WireResponse {
  const redirect = fields.get('redirect_uri') ?? ''
  if (fields.get('client_id') !== client.id) return failed('invalid_client')
  if (!URL.canParse(redirect)) return failed('invalid_redirect_uri')
  const decision = decided(world, request)
  const scopes = fields.get('scope') ?? ''
  if (decision === null) return consentPage(world, scopes)
  const back = new URL(redirect)
  for (const [name, value] of Object.entries(answerOf(world, decision, scopes, redirect)))
    back.searchParams.set(name, value)
  back.searchParams.set('state', fields.get('state') ?? '')
  return { status: 302, headers: { location: back.toString() }, body: '' }
}

function decided(world: World, request: WireRequest): 'accept' | 'reject' | null {
  const set = world.switches.get('consent')
  if (set === 'asked') return boxDecision(request)
  return set === 'given' ? 'accept' : 'reject'
}

function consentPage(world: World, scopes: string): WireResponse {
  const [admin] = world.users.values()
  const user = admin?.email ?? ''
  return boxConsentPage({ title: 'Zoho Accounts', user, client: client.id, scopes: scopes.split(',') })
}

function answerOf(world: World, decision: 'accept' | 'reject', scopes: string, redirect: string) {
  if (decision === 'reject') return { error: 'access_denied' }
  const { location, accounts } = homeOf(world.switches.get('dc'))
  return {
    code: newCode(world, scopes, redirect, codeSeconds),
    location,
    'accounts-server': `https://${accounts}`,
  }
}

/** What a consent in the browser has earned, or the API console given. */
export function newCode(world: World, scopes: string, redirect: string, seconds: number): string {
  const code = madeUp(world, 'code')
  world.codes.set(code, { scopes, redirect, expires: world.clock.now() + seconds * 1000 })
  return code
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
