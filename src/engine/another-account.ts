import type { Account } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import { mappingsOver } from '../store/mappings.ts'

/**
 * Why the account that a connection reaches now is not the one whose rows mappings know; null: it is, or its vendor cannot
 * tell. Elsewhere the same ids are other rows.
 */
export async function anotherAccount(
  db: Db,
  { id, identity, account }: Pick<Connection, 'id' | 'identity' | 'account'>,
  found: Account,
): Promise<string | null> {
  if (identity === null || found.identity === undefined || found.identity === identity) return null
  if ((await mappingsOver(db, id)).length === 0) return null
  return `It reaches another account: ${found.account} (${found.identity}). Before it was ${account ?? 'one'} (${identity}), and mappings know rows of that.`
}
