import type { usersList } from '../../../engine/verbs/users-list.ts'
import { type Html, html } from '../html.ts'

type SignOn = Awaited<ReturnType<(typeof usersList)['act']>>['signOn']

/** How people come in, and what is still to be done for the company's own server. */
export function signInWays({ company, callback }: SignOn): Html {
  if (company)
    return html`<p class="mb-0">By a password, or through <strong>${company.name}</strong> (${company.issuer}), which says whose address is whose. Only addresses that are let in above come in.</p>`
  return html`<p>By a password.</p>
    <p class="text-secondary mb-0">To let people in through your company's sign-in server (OpenID Connect) as well, make a client there that names this address, letter for letter: <code>${callback}</code>. Then set <code>BATON_OIDC_ISSUER</code>, <code>BATON_OIDC_CLIENT_ID</code> and <code>BATON_OIDC_CLIENT_SECRET</code>, and start Baton again.</p>`
}
