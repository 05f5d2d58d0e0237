import { type BoxToken, readBoxToken } from '#spi'
import { dataCentres } from './data-centres.ts'
import { boxName, client } from './oauth-grants.ts'
import type { AccessToken, Grant, World } from './world.ts'

/** The access token that a call brings: one of ours, or one of another Zoho box, whose accounts server is the same. */
export function accessTokenOf(world: World, text: string): AccessToken | undefined {
  const own = world.accessTokens.get(text)
  const said = own ? null : foreign(text, 'access')
  if (!said) return own
  const dc = dcOf(world, said)
  return { grant: grantOf(said, dc, null), dc, issuedAt: 0, expiresAt: said.ends ?? 0 }
}

/** The consent behind a refresh token: one of ours, or one that another Zoho box has taken. */
export function grantBehind(world: World, refreshToken: string): Grant | undefined {
  const own = world.grants.get(refreshToken)
  const said = own || world.revoked.has(refreshToken) ? null : foreign(refreshToken, 'refresh')
  if (!said) return own
  const grant = grantOf(said, dcOf(world, said), refreshToken)
  world.grants.set(refreshToken, grant)
  return grant
}

function foreign(text: string, is: BoxToken['is']): BoxToken | null {
  const said = readBoxToken(text)
  return said?.is === is && said.from !== boxName && said.from !== 'first' ? said : null
}

function dcOf(world: World, { location }: BoxToken): string {
  const found = dataCentres.find(one => one.location === location)
  return location === null ? world.switches.get('dc') : (found?.dc ?? location)
}

function grantOf({ user, scopes }: BoxToken, dc: string, refreshToken: string | null): Grant {
  return { client: client.id, dc, user, scopes, refreshToken }
}
