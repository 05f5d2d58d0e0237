import { setTimeout as sleep } from 'node:timers/promises'
import { forecastOf } from '../../../src/engine/forecast.ts'
import { startWorker } from '../../../src/engine/worker.ts'
import { reserveCalls } from '../../../src/store/budgets.ts'
import { fold } from '../../../src/store/fold.ts'
import { mappingById } from '../../../src/store/mappings.ts'
import { prio, signalRows } from '../../../src/store/signals.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { announced } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** A backlog of writes against a vendor that counts them in a rolling window and locks out whoever makes one too many. */
export const budget: Bench = {
  name: 'budget',
  title:
    "a vendor's limit used by a backlog, with two nodes, a restart, a node that dies and people who edit",
  seconds: 60,
  limit:
    'A fiftieth of each window is left for the first live edit, and a call counts a bucket (1/240 of the window) longer than it does at the vendor.',
  run: async run => usedBy(run, run.scaled(10_000, 1000), { calls: 400, perSeconds: 10 }),
}

interface Allowed {
  readonly calls: number
  readonly perSeconds: number
}

async function usedBy(run: BenchRun, writes: number, allowed: Allowed): Promise<Figure[]> {
  const amounts = { accounts: 10, deals: 20, tasks: writes + 2 }
  const world = await openWorld(run, { amounts, bulk: { crm: 1, pm: 1 }, writesAllowed: allowed })
  await world.edit('crm', 1, writes, 'Edited.')
  await backlogOf(world, writes)
  const first = startWorker(world.engine)
  const second = startWorker(await world.node())
  run.finally(() => second.stop())
  await until(world, writes * 0.3)
  await first.stop()
  await dies(world, allowed)
  const third = startWorker(await world.node())
  run.finally(() => third.stop())
  await until(world, writes * 0.4)
  const told = await forecastNow(world)
  await until(world, writes * 0.6)
  const delays = [await liveEdit(world, writes + 1), await liveEdit(world, writes + 2)]
  await until(world, writes + 2)
  return figures({ writes: await world.writes(), allowed, told, delays, calls: await world.calls() })
}

async function backlogOf({ engine, connections }: World, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{ connection: connections.crm, entity: 'task', id: String(at + 1) },
  }))
  await signalRows(engine.pool, rows, prio.backlog)
  while ((await fold(engine.pool)) > 0);
}

async function until(world: World, count: number): Promise<void> {
  while ((await world.writes()).at.length < count) await sleep(100)
}

/** A node that is killed gives nothing back of what it has reserved. */
async function dies({ engine, connections }: World, window: Allowed): Promise<void> {
  const of = { connection: connections.pm, class: 'write', window }
  const ask = { id: crypto.randomUUID(), cost: 10, least: 1, urgency: 'backfill', forSeconds: 1.5 } as const
  while ((await reserveCalls(engine.pool, of, ask)).is === 'wait') await sleep(100)
}

interface Told {
  readonly atMs: number
  readonly ms: number
}

/** What is forecast, and when, by the vendor's clock. */
async function forecastNow(world: World): Promise<Told> {
  const mapping = await mappingById(world.engine.pool, world.mapping)
  if (!mapping) throw new Error('the mapping is gone')
  const { ms } = await forecastOf(world.engine, world.engine.pool, mapping)
  return { atMs: (await world.writes()).at.at(-1) ?? 0, ms }
}

/** How long somebody waits for an edit while the backlog is worked through, in ms. */
async function liveEdit(world: World, row: number): Promise<number> {
  await world.edit('crm', row, 1, 'Edited by somebody.')
  const started = performance.now()
  await announced(world, 'crm', row, 1)
  const isDone = async () =>
    (
      await world.engine.pool.query(
        `select from link where pair = 'tasks' and crm_id = $1 and pm_base->>'note' like '%somebody.'`,
        [String(row)],
      )
    ).rowCount === 1
  while (!(await isDone())) await sleep(20)
  return performance.now() - started
}

interface Seen {
  readonly writes: Awaited<ReturnType<World['writes']>>
  readonly allowed: Allowed
  readonly told: Told
  readonly delays: readonly number[]
  readonly calls: Readonly<Record<string, number>>
}

function figures(seen: Seen): Figure[] {
  return [share(seen), refusals(seen), forecast(seen), slowest(seen), readings(seen)]
}

function share({ writes: { at }, allowed: { calls, perSeconds } }: Seen): Figure {
  const what = `${at.length} writes, ${calls} allowed in ${perSeconds} s: share of the limit`
  // As soon as there is room: whole windows, each of which begins when the one before leaves.
  const bestMs = Math.floor((at.length - 1) / calls) * perSeconds * 1000
  const baseline = { what: 'every call as soon as the vendor allows it', value: 1 }
  const value = bestMs / (at.at(-1) ?? 0)
  return figure(
    { what, unit: 'of the time it took', value, baseline },
    { words: 'over 0.95', holds: one => one.value > 0.95 },
  )
}

function refusals({ writes: { at, refused } }: Seen): Figure {
  const baseline = { what: 'writes made', value: at.length }
  const parts = { what: 'writes that the vendor refused', unit: 'writes', value: refused, baseline }
  return figure(parts, { words: 'none', holds: one => one.value === 0 })
}

function forecast({ writes: { at }, told }: Seen): Figure {
  const baseline = { what: 'what it took', value: (at.at(-1) ?? 0) - told.atMs }
  return figure(
    { what: 'forecast, with about 0.6 still to be done', unit: 'ms', value: told.ms, baseline },
    { words: 'within a tenth', holds: one => Math.abs(one.ratio - 1) <= 0.1 },
  )
}

function slowest({ delays, allowed }: Seen): Figure {
  const baseline = { what: 'a window', value: allowed.perSeconds * 1000 }
  const what = 'a live edit meanwhile, the slower one of two'
  return figure(
    { what, unit: 'ms', value: Math.max(...delays), baseline },
    { words: 'not half a window', holds: one => one.ratio < 0.5 },
  )
}

function readings({ calls, writes: { at } }: Seen): Figure {
  const value = (calls['crm fetch'] ?? 0) + (calls['pm fetch'] ?? 0)
  const baseline = { what: 'two for a hundred', value: (2 * at.length) / 100 }
  return figure({ what: 'readings for them, of up to a hundred tasks each', unit: 'calls', value, baseline })
}
