import { type CallClass, leavingWindow } from '../store/budgets.ts'
import type { Connection } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import type { Engine } from './engine.ts'

/** The rolling windows that a connection's calls fall into, by the name of their class. */
export function callClasses({ registry, config }: Engine, connection: Connection): CallClass[] {
  const limits = registry.get(connection.connector)?.limits(connection.settings) ?? []
  return limits
    .filter(limit => 'calls' in limit)
    .map(({ of, calls, perSeconds }) => ({
      connection: connection.id,
      class: of,
      window: { calls, perSeconds: perSeconds / config.windowScale },
    }))
}

export interface BudgetUse {
  readonly class: string
  readonly used: number
  readonly allowed: number
}

/** How much of each window is used just now; windows that nobody uses are left out. */
export async function budgetsOf(engine: Engine, db: Db, connection: Connection): Promise<BudgetUse[]> {
  const uses: BudgetUse[] = []
  for (const of of callClasses(engine, connection)) {
    const used = (await leavingWindow(db, of)).reduce((sum, one) => sum + one.calls, 0)
    if (used > 0) uses.push({ class: of.class, used, allowed: of.window.calls })
  }
  return uses
}
