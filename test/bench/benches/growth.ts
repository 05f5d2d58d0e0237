import type { Side } from '../../../src/core/value.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { announced, drained, sum, timed } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** The same changes among few links and among many, in turns. */
export const growth: Bench = {
  name: 'growth',
  title: 'what a change costs among ten thousand links and among more',
  seconds: 40,
  limit:
    'Deeper indexes. That folding, claiming, settling and finding links read no table from end to end is held by test/db/plans.test.ts.',
  run: async run => {
    const few = run.scaled(10_000, rounds * step)
    const worlds = [await among(run, few), await among(run, 10 * few), await among(run, most(few))] as const
    const took = worlds.map(() => [] as number[])
    for (let round = 0; round < rounds; round++)
      for (const [at, world] of worlds.entries()) took[at]?.push(await changesIn(world, 'crm', round))
    const [base = [], ...others] = took.map(times => times.slice(1))
    return others.map((times, at) => costOf(at === 0 ? 10 * few : most(few), times, few, base))
  },
}

const rounds = 8
/** A million, where ten thousand are the fewest. */
const most = (few: number) => 100 * few
const step = 100

function costOf(links: number, times: readonly number[], few: number, base: readonly number[]): Figure {
  const changes = times.length * step
  return figure(
    {
      what: `a change among ${links} links`,
      unit: 'ms',
      value: sum(times) / changes,
      baseline: { what: `among ${few}`, value: sum(base) / changes },
    },
    { words: 'at most 1.1 of it', holds: one => one.ratio <= 1.1 },
  )
}

function among(run: BenchRun, tasks: number): Promise<World> {
  return openWorld(run, { amounts: { accounts: 100, deals: 200, tasks }, bulk: { crm: 100, pm: 100 } })
}

/** Changes in another part of the table each time, from news to rest. */
async function changesIn(world: World, side: Side, round: number): Promise<number> {
  const from = 1 + round * step
  await world.edit(side, from, step, 'Edited.')
  return timed(async () => {
    await announced(world, side, from, step)
    await drained(world)
  })
}
