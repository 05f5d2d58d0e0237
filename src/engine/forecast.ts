import { shareOf } from '../core/budget.ts'
import { type CallsAhead, type Forecast, forecast } from '../core/forecast.ts'
import { leavingWindow, liveCalls } from '../store/budgets.ts'
import { connectionById } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import { keysDue } from '../store/dirty.ts'
import { type CallsPerKey, callsPerKey } from '../store/efforts.ts'
import type { StoredMapping } from '../store/mappings.ts'
import { callClasses } from './budgets-of.ts'
import type { Engine } from './engine.ts'

export interface Backlog extends Forecast {
  /** Keys that are due. */
  readonly keys: number
  /** Of those, keys that failed or wait for something else, and are only looked at again later. */
  readonly resting: number
  /** False: nothing was worked through yet, so nobody knows what a key costs. */
  readonly known: boolean
}

/** What is due in a mapping, and when it will be done as far as the vendors' limits decide. */
export async function forecastOf(engine: Engine, db: Db, mapping: StoredMapping): Promise<Backlog> {
  const { keys, resting } = await keysDue(db, mapping.id)
  const costs = await callsPerKey(db, mapping.id)
  const ahead: CallsAhead[] = []
  // One after another: a transaction has one connection.
  for (const cost of costs) ahead.push(...(await callsAhead(engine, db, cost, keys)))
  return { keys, resting, known: costs.length > 0, ...forecast(ahead) }
}

async function callsAhead(
  engine: Engine,
  db: Db,
  { connection: id, class: name, perKey }: CallsPerKey,
  keys: number,
): Promise<CallsAhead[]> {
  const connection = await connectionById(db, id)
  const of = connection && callClasses(engine, connection).find(one => one.class === name)
  if (!of) return []
  const share = shareOf(of.window, 'backfill', await liveCalls(db, of))
  const window = { ...of.window, calls: share }
  const titled = `${connection.name}: ${name}`
  return [{ of: titled, calls: keys * perKey, window, leaving: await leavingWindow(db, of) }]
}
