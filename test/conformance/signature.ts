import { type Connector, type OAuth2, type TokenAnswer, VendorError } from '#spi'

export type Sign = () => Promise<Readonly<Record<string, string>>>

export interface Signing {
  readonly credentials: Readonly<Record<string, string>>
  readonly clock: () => number
  /** Asks the accounts server, with this form. */
  askForTokens(auth: OAuth2, form: Readonly<Record<string, string>>): Promise<TokenAnswer>
}

/** Signs with these credentials. */
export function signature({ auth }: Pick<Connector, 'auth'>, signing: Signing): Sign {
  const { key = '', user = '', password = '' } = signing.credentials
  if (auth.kind === 'oauth2') return withToken(auth, signing)
  if (auth.kind === 'key') return async () => auth.headers(key)
  return async () => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` })
}

interface Kept {
  readonly token: string
  readonly until: number
}

/** A token is used for half of its life, by all calls under way. */
function withToken(auth: OAuth2, signing: Signing): Sign {
  let kept: Promise<Kept> | null = null
  return async () => {
    if (kept === null || signing.clock() > (await kept).until) kept = renewed(auth, signing)
    return auth.headers((await kept).token)
  }
}

async function renewed(auth: OAuth2, { credentials, clock, askForTokens }: Signing): Promise<Kept> {
  const { clientId = '', clientSecret = '', refreshToken = '' } = credentials
  const read = await askForTokens(auth, {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  })
  if (!read.ok) throw new VendorError(read.failure, null)
  return { token: read.accessToken, until: clock() + read.expiresInSeconds * 500 }
}
