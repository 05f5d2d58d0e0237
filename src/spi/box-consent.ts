import type { WireRequest, WireResponse } from './sandbox.ts'

export interface BoxConsent {
  /** Whose page it is: `Zoho Accounts`. */
  readonly title: string
  /** Who is signed in in this browser. */
  readonly user: string
  readonly client: string
  readonly scopes: readonly string[]
}

/** What somebody has decided on a box's consent page; null: they have not seen it yet. */
export function boxDecision(request: WireRequest): 'accept' | 'reject' | null {
  if (request.method !== 'POST') return null
  return new URLSearchParams(request.body).get('decision') === 'accept' ? 'accept' : 'reject'
}

/** The page on which somebody says yes or no; it is sent back to the address it was asked for at. */
export function boxConsentPage({ title, user, client, scopes }: BoxConsent): WireResponse {
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}, in a box</title><meta name="viewport" content="width=device-width"></head>
<body>
<h1>${escaped(title)}, in a box</h1>
<p>You are signed in as ${escaped(user)}. The application <code>${escaped(client)}</code> would like to:</p>
<ul>${scopes.map(scope => `<li><code>${escaped(scope)}</code></li>`).join('')}</ul>
<form method="post">
<button name="decision" value="accept">Accept</button>
<button name="decision" value="reject">Reject</button>
</form>
</body>
</html>
`
  return { status: 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, body }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
