import type { AccessDesk } from './access.ts'
import { accessToken, forgetToken } from './access.ts'
import { openCredentials } from './credentials.ts'

export interface Signature {
  /** What the headers give away. */
  readonly secret: string
  readonly headers: Readonly<Record<string, string>>
  /** Forgets what the vendor refused, so that the next signature is a new one; null where nothing can be renewed. */
  readonly forget: (() => Promise<void>) | null
}

/** What the next call is signed with. */
export async function sign(desk: AccessDesk): Promise<Signature> {
  const { auth } = desk
  switch (auth.kind) {
    case 'oauth2': {
      const token = await accessToken({ ...desk, auth })
      return { secret: token, headers: auth.headers(token), forget: () => forgetToken(desk, token) }
    }
    case 'key': {
      const { key } = await openCredentials(desk, 'key')
      return { secret: key, headers: auth.headers(key), forget: null }
    }
    case 'basic': {
      const { user, password } = await openCredentials(desk, 'basic')
      const pair = Buffer.from(`${user}:${password}`, 'utf8').toString('base64')
      return { secret: pair, headers: { authorization: `Basic ${pair}` }, forget: null }
    }
  }
}
