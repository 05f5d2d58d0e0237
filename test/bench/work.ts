import { randomUUID } from 'node:crypto'
import { type Side, sides } from '../../src/core/value.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { fold } from '../../src/store/fold.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import type { Parts } from './bench.ts'
import { pageSize, shapes } from './vendor-rows.ts'
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

/** What the process holds, in MB. */
export function megabytes(): number {
  return process.memoryUsage().rss / 1024 ** 2
}

/** What a piece of work takes: time in ms, and memory of the process before it and at most meanwhile, in MB. */
export interface Weighed {
  readonly ms: number
  readonly before: number
  readonly most: number
}

export async function weighed(work: () => Promise<unknown>): Promise<Weighed> {
  const before = megabytes()
  let most = before
  const look = () => {
    most = Math.max(most, megabytes())
  }
  const looking = setInterval(look, 50)
  try {
    const ms = await timed(work)
    look()
    return { ms, before, most }
  } finally {
    clearInterval(looking)
  }
}

/** The memory of a piece of work beside that of the process before it. */
export function memoryOf({ before, most }: Weighed): Parts {
  const what = 'the most memory that the process held meanwhile'
  return { what, unit: 'MB', value: most, baseline: { what: 'before', value: before } }
}

/** Reads so many rows of each kind from both vendors, page by page, and does nothing with them. */
export async function readAll(
  { vendorUrl }: Pick<World, 'vendorUrl'>,
  counts: Readonly<Record<string, number>>,
) {
  for (const [entity, count] of Object.entries(counts))
    for (let cursor = 1; cursor <= count; cursor += pageSize)
      for (const side of sides.filter(one => entity in shapes[one])) {
        const asked = {
          method: 'POST',
          body: JSON.stringify({ entity, since: null, cursor: String(cursor) }),
        }
        await (await fetch(`${vendorUrl}/${side}/pull`, asked)).json()
      }
}
