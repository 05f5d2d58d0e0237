import { doChore } from '../../../src/engine/chores.ts'
import { type Bench, type Figure, figure } from '../bench.ts'
import { pageSize } from '../vendor-rows.ts'
import { megabytes, readAll, timed } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** A full comparison of tasks that have no news, beside reading the same pages and doing nothing. */
export const sweep: Bench = {
  name: 'sweep',
  title: 'a sweep of 100,000 pairs without news',
  seconds: 10,
  limit:
    'Five hundred rows are compared in one go while the next are being read, and what came of them is kept in a transaction of its own, so that a sweep that is cut off goes on where it was. What is left is the processor: of the process that compares, the vendors and the database, on two cores.',
  run: async run => {
    const tasks = run.scaled(goalPairs, 200)
    const world = await openWorld(run, {
      amounts: { accounts: 10, deals: 20, tasks },
      bulk: { crm: 100, pm: 100 },
    })
    await world.calls()
    const before = megabytes()
    const ours = await timed(() => swept(world))
    const after = megabytes()
    const calls = await world.calls()
    const bare = await timed(() => readAll(world, { task: tasks }))
    return [
      ownTime(tasks, ours, bare),
      pagesRead(tasks, calls),
      await writes(world, tasks, calls),
      figure({
        what: 'memory that it took',
        unit: 'MB',
        value: after - before,
        baseline: { what: 'the process before it', value: before },
      }),
    ]
  },
}

type Calls = Awaited<ReturnType<World['calls']>>

function ownTime(tasks: number, ours: number, bare: number): Figure {
  return figure(
    {
      what: `own time for ${goalPairs} pairs, reckoned from ${tasks}`,
      unit: 's',
      value: ((ours - bare) / 1000) * (goalPairs / tasks),
      baseline: { what: 'reading the same pages', value: (bare / 1000) * (goalPairs / tasks) },
    },
    { words: 'less than 10 s', holds: one => one.value < 10 },
  )
}

function pagesRead(tasks: number, calls: Calls): Figure {
  return figure(
    {
      what: 'pages read',
      unit: 'calls',
      value: (calls['crm pull'] ?? 0) + (calls['pm pull'] ?? 0),
      baseline: { what: 'as many as there are', value: 2 * Math.ceil(tasks / pageSize) },
    },
    { words: 'no more', holds: one => one.ratio <= 1 },
  )
}

async function writes({ engine }: World, tasks: number, calls: Calls): Promise<Figure> {
  const due = await engine.pool.query('select from signal union all select from dirty')
  return figure(
    {
      what: 'writes, and keys that are looked at for it',
      unit: 'writes',
      value: (calls['crm write'] ?? 0) + (calls['pm write'] ?? 0) + (due.rowCount ?? 0),
      baseline: { what: 'rows compared', value: 2 * tasks },
    },
    { words: 'none', holds: one => one.value === 0 },
  )
}

const goalPairs = 100_000

async function swept({ engine }: World): Promise<void> {
  await engine.pool.query(
    `update chore set due_at = now(), cursor = null where kind = 'sweep' and entity = 'task'`,
  )
  while (await doChore(engine));
  const failed = await engine.pool.query(`select last_error from chore where last_error is not null`)
  if (failed.rows.length > 0) throw new Error(JSON.stringify(failed.rows))
}
