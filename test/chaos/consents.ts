import { connections } from '../../src/cli/demo/set-up.ts'
import type { Stage } from '../../src/cli/demo/stage.ts'
import type { Side } from '../../src/core/value.ts'
import { connectorOf } from '../../src/engine/registry.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionByName } from '../../src/store/connections.ts'

/** What somebody allows Baton, takes back for good, and allows anew. */
export interface Consents {
  /** Takes back what is allowed at that side; where one signs in with a key, nothing. */
  revoke(side: Side): Promise<void>
  /** Whether it was taken back and not allowed anew. */
  isRevoked(side: Side): boolean
  /** An admin makes a grant token in the vendor's own console, and connects again with it. */
  allowAnew(side: Side): Promise<void>
}

export function consentsOn(stage: Stage): Consents {
  const revoked = new Set<Side>()
  return {
    isRevoked: side => revoked.has(side),
    revoke: async side => {
      const { auth, settings } = at(stage, side)
      const refreshToken = await tokenInUse(stage, side)
      if (auth.kind !== 'oauth2' || refreshToken === undefined) return
      const url = `${auth.tokenUrl(settings)}/revoke?token=${refreshToken}`
      await stage[side].sandbox.handle({ method: 'POST', url, headers: {}, body: '' })
      revoked.add(side)
    },
    allowAnew: async side => {
      const { auth, settings, client } = at(stage, side)
      if (auth.kind !== 'oauth2') return
      const fields = { scope: auth.scopes.join(',') }
      const ask = { as: 'ada@example.test', does: 'add', module: 'Self Client', fields } as const
      const grantToken = String(stage[side].sandbox.person(ask).code)
      const { accounts } = stage
      await perform(stage.engine, connectionsConnect, operator(), {
        name: connections[side],
        connector: accounts[side].connector,
        settings,
        credentials: { ...client, grantToken },
      })
      revoked.delete(side)
    },
  }
}

function at(stage: Stage, side: Side) {
  const { connector, settings, credentials } = stage.accounts[side]
  const { clientId = '', clientSecret = '' } = credentials
  return {
    auth: connectorOf(stage.engine.registry, connector).auth,
    settings,
    client: { clientId, clientSecret },
  }
}

async function tokenInUse({ engine }: Stage, side: Side): Promise<string | undefined> {
  const connection = await connectionByName(engine.pool, connections[side])
  if (!connection) return undefined
  const kept = await engine.vault.open<Readonly<Record<string, string>>>(connection.credentials)
  return kept.refreshToken
}
