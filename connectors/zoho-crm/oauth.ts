import { z } from 'zod'
import type { CameBack, Failure, OAuth2, Settings, TokenAnswer, VendorResponse } from '#spi'
import { classify } from './classify.ts'
import { dataCentres, hostsOf } from './settings.ts'

const granted = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().catch(3600),
})

/** Least rights for what this connector does (zoho.com/crm/developer/docs/api/v8/scopes.html). */
export const scopes = [
  'ZohoCRM.modules.accounts.ALL',
  'ZohoCRM.modules.contacts.READ',
  'ZohoCRM.modules.deals.ALL',
  'ZohoCRM.modules.tasks.ALL',
  'ZohoCRM.modules.notes.ALL',
  'ZohoCRM.users.READ',
  'ZohoCRM.org.READ',
  'ZohoCRM.settings.fields.READ',
  'ZohoCRM.settings.fields.CREATE',
  'ZohoCRM.settings.layouts.READ',
  'ZohoCRM.settings.pipeline.READ',
  'ZohoCRM.coql.READ',
  'ZohoCRM.notifications.ALL',
] as const

/** Reads the token answer; most errors come with HTTP 200 (zoho.com/accounts/protocol/oauth/web-apps.html). */
export function readToken(response: VendorResponse): TokenAnswer {
  const answer = granted.safeParse(response.body)
  if (!answer.success || response.status >= 300) return { ok: false, failure: refusal(response) }
  const { access_token, refresh_token, expires_in } = answer.data
  return {
    ok: true,
    accessToken: access_token,
    expiresInSeconds: expires_in,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
  }
}

function refusal(response: VendorResponse): Failure {
  const failure = classify(response)
  if (response.status >= 300 || failure.kind !== 'unexpected') return failure
  return { ...failure, message: 'Zoho answered without an access token' }
}

/** Zoho tells where the account lives (zoho.com/accounts/protocol/oauth/multi-dc.html); only its known places are taken. */
function cameBack(query: Readonly<Record<string, string>>, settings: Settings): CameBack {
  const server = query['accounts-server']
  if (server === undefined) return { ok: true, settings }
  const found = Object.entries(dataCentres).find(([, { accounts }]) => server === `https://${accounts}`)
  if (found) return { ok: true, settings: { ...settings, dc: found[0] } }
  const known = Object.keys(dataCentres).join(', ')
  return {
    ok: false,
    why: `Zoho names "${server.slice(0, 100)}" as the accounts server, which is none of the data centres ${known}.`,
  }
}

/** OAuth 2 as data. The pages document no PKCE for clients with a secret, and want commas between scopes. */
export const auth: OAuth2 = {
  kind: 'oauth2',
  provider: 'zoho',
  authorizeUrl: settings => `https://${hostsOf(settings).accounts}/oauth/v2/auth`,
  tokenUrl: settings => `https://${hostsOf(settings).accounts}/oauth/v2/token`,
  scopes,
  scopeSeparator: ',',
  pkce: false,
  extra: { access_type: 'offline', prompt: 'consent' },
  cameBack,
  readToken,
  headers: accessToken => ({ authorization: `Zoho-oauthtoken ${accessToken}` }),
}
