import { z } from 'zod'
import type { Failure, OAuth2, TokenAnswer, VendorResponse } from '#spi'
import { classify } from './classify.ts'
import { hostsOf } from './settings.ts'

const granted = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().catch(3600),
})

/** Least rights for what this connector does (projects.zoho.com/api-docs, "Scopes"). */
export const scopes = [
  'ZohoProjects.portals.READ',
  'ZohoProjects.projects.ALL',
  'ZohoProjects.projectgroups.READ',
  'ZohoProjects.tasklists.READ',
  'ZohoProjects.tasks.ALL',
  'ZohoProjects.users.READ',
  'ZohoProjects.users.CREATE',
  'ZohoProjects.clients.READ',
  'ZohoProjects.clients.CREATE',
  'ZohoProjects.custom_fields.READ',
  'ZohoProjects.status.READ',
  'ZohoProjects.tags.READ',
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

/** OAuth 2 as data. Zoho wants the scopes apart by commas, so they go as one piece. */
export const auth: OAuth2 = {
  kind: 'oauth2',
  authorizeUrl: settings => `https://${hostsOf(settings).accounts}/oauth/v2/auth`,
  tokenUrl: settings => `https://${hostsOf(settings).accounts}/oauth/v2/token`,
  scopes: [scopes.join(',')],
  extra: { access_type: 'offline', prompt: 'consent' },
  readToken,
  headers: accessToken => ({ authorization: `Zoho-oauthtoken ${accessToken}` }),
}
