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

async function sign(desk: AccessDesk): Promise<Signature> {
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

/** Tokens are renewed five minutes before they end (`access`), so one is good for this long without being looked up again. */
const keptMs = 60_000

/** What the calls of one session are signed with: the same for a minute, and anew after one was refused. */
export function signer(desk: AccessDesk) {
  let kept: { readonly signature: Promise<Signature>; readonly until: number } | null = null
  const forget = () => {
    kept = null
  }
  const signature = (): Promise<Signature> => {
    if (kept && performance.now() < kept.until) return kept.signature
    const fresh = sign(desk)
    kept = { signature: fresh, until: performance.now() + keptMs }
    fresh.catch(forget)
    return fresh
  }
  return { signature, forget }
}
