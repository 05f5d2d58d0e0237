import type { PersonAct } from '#spi'
import { client, scopeList } from './oauth-grants.ts'
import { issueCode } from './oauth-token.ts'
import { userNamed, type World } from './world.ts'

/** The API console's Self Client: `{ scope, minutes? }` gives a code to paste, for three minutes unless told. */
export function personSelfClient(
  world: World,
  { as, does, fields = {} }: PersonAct,
): { readonly code: string } {
  if (does !== 'add') throw new Error(`codes can be added, not '${does}'`)
  const scopes = scopeList(String(fields.scope ?? ''))
  if (scopes.length === 0) throw new Error('a Self Client needs its scopes, apart by commas')
  const user = userNamed(world, as)?.email ?? as
  const grant = { client: client.id, dc: world.switches.get('dc'), user, scopes }
  return { code: issueCode(world, grant, '', true, Number(fields.minutes ?? 3) * 60) }
}
