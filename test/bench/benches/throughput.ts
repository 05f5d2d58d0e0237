import { bareCalls } from '../bare-calls.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { durableLoop } from '../durable-loop.ts'
import { announced, drained, sum, timed } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** Changed tasks through passes, beside a bare loop that makes the same calls with the same HTTP client. */
export const throughput: Bench = {
  name: 'throughput',
  title: 'changed tasks through passes against vendors that answer at once',
  seconds: 45,
  limit:
    'One lane is one pass at a time, in one process: while it decides and remembers nothing is called. Against a vendor that takes its time the share of that goes to nothing.',
  run: async run => [
    ...(await measured(run, 1, 'one task a write, as Zoho Projects, Redmine and EspoCRM take them')),
    ...(await measured(run, 100, 'a hundred tasks a write, as Zoho CRM takes them')),
  ],
}

const step = 1000

async function measured(run: BenchRun, bulk: number, how: string): Promise<Figure[]> {
  const changes = run.scaled(20_000, 200)
  const amounts = { accounts: 10, deals: 20, tasks: changes }
  const world = await openWorld(run, { amounts, bulk: { crm: bulk, pm: bulk } })
  const times = { ours: [] as number[], bare: [] as number[], durable: [] as number[] }
  for (let from = 1; from <= changes; from += step) {
    const count = Math.min(step, changes - from + 1)
    await world.edit('crm', from, count, 'Edited.')
    await announced(world, 'crm', from, count)
    await world.calls()
    times.ours.push(await timed(() => drained(world)))
    const ours = await world.calls()
    times.bare.push(await timed(() => bareLoop(world, from, count, bulk)))
    const bare = await world.calls()
    if (JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(bare)))
      throw new Error(`The calls differ: ${JSON.stringify({ ours, bare })}`)
    await announced(world, 'crm', from, count)
    times.durable.push(await timed(() => durableLoop(world, bulk)))
  }
  const perSecond = (took: readonly number[]) => (1000 * changes) / sum(took)
  const ours = {
    what: `${changes} changes, ${how}`,
    unit: 'changes a second',
    value: perSecond(times.ours),
  }
  const bare = { what: 'the same calls, four at once, without an engine', value: perSecond(times.bare) }
  const durable = {
    what: 'the same calls, and only the rows that make each change once; nothing is decided',
    value: perSecond(times.durable),
  }
  return [
    figure(
      { ...ours, baseline: bare },
      { words: 'at least 0.6 of the bare loop', holds: one => one.ratio >= 0.6 },
    ),
    figure({ ...ours, baseline: durable }),
  ]
}

function sorted(calls: Readonly<Record<string, number>>) {
  return Object.entries(calls).sort()
}

/** Reads both sides by the hundred, then writes, four calls at once. */
async function bareLoop(world: World, from: number, count: number, bulk: number): Promise<void> {
  const vendors = bareCalls(world)
  for (let at = 0; at < count; at += 100) {
    const ids = Array.from({ length: Math.min(100, count - at) }, (_, more) => String(from + at + more))
    await vendors.read(ids)
    await vendors.write(ids, bulk)
  }
}
