import { type Side, sides } from '../../core/value.ts'
import { type Connection, connectionById } from '../../store/connections.ts'
import type { Db } from '../../store/database.ts'
import { knowsRows } from '../../store/knows-rows.ts'
import type { StoredMapping } from '../../store/mappings.ts'
import { VerbError } from './verb-error.ts'

/** What it has linked are rows of two accounts: at others the same ids may be anybody's rows. */
export async function mustStayThere(
  tx: Db,
  before: StoredMapping | null,
  to: Readonly<Record<Side, Connection>>,
): Promise<void> {
  const moved = before ? sides.filter(side => before[side] !== to[side].id) : []
  if (!before || moved.length === 0 || !(await knowsRows(tx, before.id))) return
  const names = await Promise.all(moved.map(async side => (await connectionById(tx, before[side]))?.name))
  throw new VerbError(
    'verb/conflict',
    `The mapping "${before.name}" knows rows of ${names.map(name => `"${name}"`).join(' and ')}, and elsewhere the same ids are other rows. ` +
      'Give the mapping another name; or, if it is the same account, connect it anew under the name it has.',
  )
}
