import { restsAtFirst } from '../core/first-read.ts'
import { isUntouched } from '../store/row-news.ts'
import { sweptPairs } from '../store/sweeps.ts'
import type { ChoreDesk } from './chores.ts'
import { MappingBroken, policyOfMapping } from './policies.ts'

/** Whether the rows that this pull reads are only taken note of: it is the first one, and nothing follows from them. */
export async function isOnlyNoted({ engine, chore, connection }: ChoreDesk): Promise<boolean> {
  if (chore.since !== null || chore.doneOnce) return false
  const pairs = await sweptPairs(engine.pool, connection.id, chore.entity)
  const rest = await Promise.all(
    pairs.map(async ({ mapping, pair: name, side }) => {
      const policy = await policyOfMapping(engine, mapping).catch(unlessBroken)
      const pair = policy?.pairs[name]
      if (policy === null || pair === undefined || !restsAtFirst(policy, pair, side)) return false
      return isUntouched(engine.pool, mapping.id, name, side)
    }),
  )
  return rest.length > 0 && rest.every(Boolean)
}

/** A mapping that no longer fits its accounts says so elsewhere; its rows are looked at like any others. */
function unlessBroken(error: unknown): null {
  if (error instanceof MappingBroken) return null
  throw error
}
