import { boxConsentPage, boxDecision, type WireRequest, type WireResponse } from '#spi'
import { html, json } from './answer.ts'
import { type DataCentre, dataCentre, dataCentres } from './data-centres.ts'
import { client, scopeList } from './oauth-grants.ts'
import { formOf, issueCode } from './oauth-token.ts'
import { userNamed, type World } from './world.ts'

/** The page in the browser. The switch `consent` may say what the person does, so that nobody has to press a button. */
export function authorize(world: World, at: DataCentre, request: WireRequest): WireResponse {
  const ask = formOf(request)
  const wrong = mistake(world, at, ask)
  if (wrong) return html(400, `<html><body><h1>${wrong}</h1></body></html>`)
  const decision = decided(world, request)
  if (decision === null) return consentPage(world, ask)
  const home = dataCentre(world.switches.get('dc'))
  const back = new URL(ask('redirect_uri'))
  if (decision === 'reject') back.searchParams.set('error', 'access_denied')
  else {
    back.searchParams.set('code', consent(world, ask))
    back.searchParams.set('location', home.location)
    back.searchParams.set('accounts-server', `https://${home.accounts}`)
  }
  if (ask('state')) back.searchParams.set('state', ask('state'))
  return { status: 302, headers: { location: back.href }, body: '' }
}

function decided(world: World, request: WireRequest): 'accept' | 'reject' | null {
  const set = world.switches.get('consent')
  if (set === 'asked') return boxDecision(request)
  return set === 'given' ? 'accept' : 'reject'
}

function consentPage(world: World, ask: (name: string) => string): WireResponse {
  const user = world.switches.get('signed-in')
  return boxConsentPage({ title: 'Zoho Accounts', user, client: client.id, scopes: scopeList(ask('scope')) })
}

function mistake(world: World, at: DataCentre, ask: (name: string) => string): string | null {
  const served = world.switches.get('multi-dc') === 'on' || at.dc === world.switches.get('dc')
  if (ask('client_id') !== client.id || !served) return 'invalid_client'
  if (ask('response_type') !== 'code') return 'invalid_response_type'
  const registered = world.switches.get('redirect-uri')
  const isKnown = registered === '' || registered === ask('redirect_uri')
  if (!isKnown || !URL.canParse(ask('redirect_uri'))) return 'invalid_redirect_uri'
  const scopes = scopeList(ask('scope'))
  return scopes.length > 0 && scopes.every(scope => /^Z\w+(\.\w+)+$/.test(scope)) ? null : 'invalid_scope'
}

/** A second consent brings a refresh token only when `prompt=consent` asks for it. */
function consent(world: World, ask: (name: string) => string): string {
  const user = userNamed(world, world.switches.get('signed-in'))
  if (!user) throw new Error(`switch 'signed-in' names nobody: ${world.switches.get('signed-in')}`)
  const before = [...world.grants.values()].some(one => one.user === user.email)
  const offline = ask('access_type') === 'offline' && (!before || ask('prompt') === 'consent')
  const scopes = scopeList(ask('scope'))
  const grant = { client: client.id, dc: world.switches.get('dc'), user: user.email, scopes }
  return issueCode(world, grant, ask('redirect_uri'), offline)
}

export function serverInfo(): WireResponse {
  const locations = dataCentres.map(({ location, accounts }) => [location, `https://${accounts}`])
  return json(200, { result: 'success', locations: Object.fromEntries(locations) })
}
