import { type Side, sides } from '../../../src/core/value.ts'
import { type Bench, type Figure, figure } from '../bench.ts'
import { announced, drained, sum } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** Calls for so many changes, beside the least that could do it with these pages and bulk writes. */
export const calls: Bench = {
  name: 'calls',
  title: 'calls to vendors for a change',
  seconds: 60,
  limit:
    'Nothing: both sides are read once by the hundred, and what is written is answered with the row as it is now.',
  run: async run => {
    const figures: Figure[] = []
    for (const [bulk, how] of ways) {
      const most = run.scaled(10_000, 100)
      const amounts = { accounts: 10, deals: 20, tasks: 2 * most }
      const world = await openWorld(run, { amounts, bulk: { crm: bulk, pm: bulk } })
      for (const changes of [1, 100, most])
        for (const edited of [['crm'], ['pm'], sides] as const)
          figures.push(await counted(world, { bulk, how, changes, edited }))
    }
    return figures
  },
}

const ways = [
  [1, 'one task a write'],
  [100, 'a hundred tasks a write'],
] as const
const page = 100

interface Case {
  readonly bulk: number
  readonly how: string
  readonly changes: number
  readonly edited: readonly Side[]
}

async function counted(world: World, { bulk, how, changes, edited }: Case): Promise<Figure> {
  const note = `Edited ${changes} on ${edited.join(' and ')}.`
  for (const [at, side] of edited.entries()) await world.edit(side, 1 + at * changes, changes, note)
  for (const [at, side] of edited.entries()) await announced(world, side, 1 + at * changes, changes)
  await world.calls()
  await drained(world)
  const value = sum(Object.values(await world.calls()))
  const readings = 2 * Math.ceil((changes * edited.length) / page)
  const writes = edited.length * Math.ceil(changes / bulk)
  return figure(
    {
      what: `${changes} changed on ${edited.join(' and ')}, ${how}`,
      unit: 'calls',
      value,
      baseline: { what: 'both sides read by the hundred, then written', value: readings + writes },
    },
    { words: 'at most 1.05 of that', holds: one => one.ratio <= 1.05 },
  )
}
