import type { WireRequest, WireResponse } from '#spi'
import { html } from './answer.ts'
import type { DataCentre } from './data-centres.ts'
import { authorize, serverInfo } from './oauth-authorize.ts'
import { revokeToken, token } from './oauth-token.ts'
import type { World } from './world.ts'

/** `accounts.zoho.com` and its sisters. */
export function serveAccounts(world: World, at: DataCentre, request: WireRequest): WireResponse {
  const call = `${request.method} ${new URL(request.url).pathname}`
  if (call === 'POST /oauth/v2/token') return token(world, at, request)
  if (call === 'POST /oauth/v2/token/revoke') return revokeToken(world, request)
  if (call === 'GET /oauth/v2/auth' || call === 'POST /oauth/v2/auth') return authorize(world, at, request)
  if (call === 'GET /oauth/serverinfo') return serverInfo()
  return html(404, '<html><body><h1>404</h1></body></html>')
}
