import { type Bench, type Figure, figure } from '../bench.ts'
import { announced, drained } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** What the tables of the hot path take after every link was changed ten times, beside once. */
export const bloat: Bench = {
  name: 'bloat',
  title: 'size of the tables after a million changes of 100,000 links',
  seconds: 700,
  limit: 'How soon autovacuum comes round: what it has freed is used again, and given back to nobody.',
  onlyNamed: true,
  run: async run => {
    const tasks = run.scaled(100_000, 200)
    const world = await openWorld(run, {
      amounts: { accounts: 10, deals: 20, tasks },
      bulk: { crm: 100, pm: 100 },
    })
    await everyLinkChanged(world, tasks, 1)
    const once = await sizes(world)
    for (let round = 2; round <= rounds; round++) await everyLinkChanged(world, tasks, round)
    const all = await sizes(world)
    return [...all].map(([table, value]) => sizeOf(table, value, once.get(table) ?? 0, tasks))
  },
}

const rounds = 10
const step = 5000

async function everyLinkChanged(world: World, tasks: number, round: number): Promise<void> {
  for (let from = 1; from <= tasks; from += step) {
    const count = Math.min(step, tasks - from + 1)
    await world.edit('crm', from, count, `Round ${round}.`)
    await announced(world, 'crm', from, count)
    await drained(world)
  }
}

/** With their indexes. The journal is kept, so it grows with each change. */
const tables = ['link', 'dirty', 'signal', 'intent', 'wait', 'journal']

async function sizes({ engine }: World): Promise<Map<string, number>> {
  const found = await engine.pool.query<{ name: string; size: number }>(
    'select name, pg_total_relation_size(name::regclass)::float8 as size from unnest($1::text[]) as t(name)',
    [tables],
  )
  return new Map(found.rows.map(({ name, size }) => [name, size / 1024 ** 2]))
}

function sizeOf(table: string, value: number, once: number, tasks: number): Figure {
  const what = `${table} after ${rounds * tasks} changes`
  return figure({ what, unit: 'MB', value, baseline: { what: `after ${tasks}`, value: once } })
}
