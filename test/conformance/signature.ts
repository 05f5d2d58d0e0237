import { type Connector, type OAuth2, type Sandbox, VendorError } from '#spi'
import { parsed, wireOf } from './session.ts'

export type Sign = () => Promise<Readonly<Record<string, string>>>

/** Signs with the credentials that the sandbox accepts. */
export function signature({ auth }: Connector, sandbox: Sandbox, clock: () => number): Sign {
  const { key = '', user = '', password = '' } = sandbox.credentials
  if (auth.kind === 'oauth2') return withToken(auth, sandbox, clock)
  if (auth.kind === 'key') return async () => auth.headers(key)
  return async () => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` })
}

/** A token is used for half of its life. */
function withToken(auth: OAuth2, sandbox: Sandbox, clock: () => number): Sign {
  let kept: { readonly token: string; readonly until: number } | null = null
  return async () => {
    if (kept === null || clock() > kept.until) {
      const { accessToken, expiresInSeconds } = await renewed(auth, sandbox)
      kept = { token: accessToken, until: clock() + expiresInSeconds * 500 }
    }
    return auth.headers(kept.token)
  }
}

async function renewed(auth: OAuth2, sandbox: Sandbox) {
  const { clientId = '', clientSecret = '', refreshToken = '' } = sandbox.credentials
  const form = {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  }
  const url = auth.tokenUrl(sandbox.settings)
  const answer = await sandbox.handle(wireOf({ method: 'POST', url, form }, {}))
  if (!answer) throw new Error('the token endpoint did not answer')
  const read = auth.readToken({ ...answer, body: parsed(answer.body) })
  if (read.ok) return read
  throw new VendorError(read.failure, null)
}
