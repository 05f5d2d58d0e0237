import { VendorError } from '../spi/index.ts'
import { allConnections } from '../store/connections.ts'
import { anotherAccount } from './another-account.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'
import { VerbError } from './verbs/verb-error.ts'

export type Checked =
  | { readonly connection: string; readonly is: 'in'; readonly account: string }
  | { readonly connection: string; readonly is: 'out'; readonly why: string }

/** Asks the vendors now whether they let us in. It changes nothing: a node finds out by itself, and acts upon it. */
export async function checkConnections(
  engine: Engine,
  names: readonly string[],
): Promise<readonly Checked[]> {
  const all = await allConnections(engine.pool)
  const stranger = names.find(name => !all.some(one => one.name === name))
  if (stranger !== undefined) throw new VerbError('verb/not-found', `There is no connection "${stranger}".`)
  const checked: Checked[] = []
  for (const connection of all.filter(one => names.length === 0 || names.includes(one.name))) {
    const session = engine.sessions.open(connection, 'live')
    try {
      const found = await connectorOf(engine.registry, connection.connector).check(session)
      const why = await anotherAccount(engine.pool, connection, found)
      checked.push({
        connection: connection.name,
        ...(why === null ? { is: 'in', account: found.account } : { is: 'out', why }),
      })
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
      checked.push({ connection: connection.name, is: 'out', why: error.failure.message })
    }
  }
  return checked
}
