import { randomUUID } from 'node:crypto'
import type { Side } from '../../src/core/value.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { fold } from '../../src/store/fold.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import type { World } from './world.ts'

/** Tasks of one side are announced as a webhook would, and become due. */
export async function announced({ engine, connections }: World, side: Side, from: number, count: number) {
  const rows = Array.from({ length: count }, (_, at) => ({
    connection: connections[side],
    entity: 'task',
    id: String(from + at),
  }))
  await signalRows(engine.pool, rows, prio.hook)
  while ((await fold(engine.pool)) > 0);
}

/** One pass after the other until nothing is due; answers how many keys that were. */
export async function drained(
  world: Pick<World, 'mapping' | 'engine'>,
  engine = world.engine,
): Promise<number> {
  const due = await world.engine.pool.query('select from dirty')
  let keys = 0
  while (keys <= 2 * (due.rowCount ?? 0)) {
    const claimed = await drainLane(engine, { mapping: world.mapping, shard: 0 }, randomUUID())
    keys += claimed
    if (claimed === 0) return keys
  }
  const stopped = await world.engine.pool.query('select state, paused_why from mapping')
  throw new Error(`It does not come to rest: ${JSON.stringify(stopped.rows)}`)
}

/** What a piece of work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0)
}
