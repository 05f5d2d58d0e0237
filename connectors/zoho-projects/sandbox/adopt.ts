import { type BoxToken, readBoxToken } from '#spi'
import { boxName } from './box-name.ts'
import type { Grant, World } from './world.ts'

export interface Known {
  readonly expires: number
  /** Null: whatever the switch `granted-scopes` says. */
  readonly scopes: string | null
}

/** The access token that a call brings: one of ours, or one of another Zoho box, whose accounts server is the same. */
export function tokenOf(world: World, text: string): Known | undefined {
  const own = world.tokens.get(text)
  if (own) return { expires: own.expires, scopes: world.grants.get(own.grant)?.scopes ?? null }
  const said = foreign(text, 'access')
  return said ? { expires: said.ends ?? 0, scopes: scopesIn(said) } : undefined
}

/** The consent behind a refresh token: one of ours, or one that another Zoho box has taken. */
export function grantBehind(world: World, token: string): Grant | undefined {
  const own = world.grants.get(token)
  const said = own || world.revoked.has(token) ? null : foreign(token, 'refresh')
  if (!said) return own
  const grant = { token, scopes: scopesIn(said), issued: [] }
  world.grants.set(token, grant)
  return grant
}

function foreign(text: string, is: BoxToken['is']): BoxToken | null {
  const said = readBoxToken(text)
  return said?.is === is && said.from !== boxName && said.from !== 'first' ? said : null
}

function scopesIn({ scopes }: BoxToken): string | null {
  return scopes === null ? null : scopes.join(',')
}
