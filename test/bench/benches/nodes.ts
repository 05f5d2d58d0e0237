import { setTimeout as sleep } from 'node:timers/promises'
import { mappingOn } from '../../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../../src/engine/verbs/verb.ts'
import { fold } from '../../../src/store/fold.ts'
import { prio, signalKeys } from '../../../src/store/signals.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { startNodes } from '../start-nodes.ts'
import { mappingText, openWorld, type World } from '../world.ts'

/** A large mapping and a small one, through one process and through two on the same database. */
export const nodes: Bench = {
  name: 'nodes',
  title: 'one and two worker processes on one database',
  seconds: 50,
  limit:
    'The cores: nodes, the database and the vendors are processes of one machine. A mapping is served by as many at once as it has lanes.',
  run: async run => {
    const tasks = run.scaled(10_000, 400)
    const amounts = { accounts: 10, deals: 20, tasks }
    const world = await openWorld(run, { amounts, bulk: bulkOne })
    const small = await smallMapping(world, Math.round(tasks / 10))
    const one = await worked(run, world, small, 1)
    const two = await worked(run, world, small, 2)
    return [throughput(tasks, one, two), fairness(one, 'one process'), fairness(two, 'two')]
  },
}

const bulkOne = { crm: 1, pm: 1 }

interface Worked {
  readonly keys: number
  /** Until all was done, and until the small mapping was, in ms. */
  readonly ms: number
  readonly smallMs: number
}

/** The tasks of the large one that come last belong to a second mapping. */
async function smallMapping({ engine, mapping }: World, tasks: number): Promise<number> {
  const text = mappingText.replace('name: bench', 'name: bench-small')
  const asked = { text, file: 'small.yaml', crm: 'crm', pm: 'pm' }
  const { id } = await perform(engine, mappingOn, operator(), asked)
  await engine.pool.query(`update chore set due_at = 'infinity', done_once = true`)
  await engine.pool.query(
    `update link set mapping = $2 where id in (
       select id from link where mapping = $1 and pair = 'tasks' order by id desc limit $3)`,
    [mapping, id, tasks],
  )
  return id
}

async function worked(run: BenchRun, world: World, small: number, count: number): Promise<Worked> {
  const { engine, access } = world
  const links = await engine.pool.query<{ id: string; mapping: number; row: string }>(
    `select id, mapping, crm_id as row from link where pair = 'tasks'`,
  )
  await world.edit('crm', 1, links.rows.length, `Edited for ${count}.`)
  for (const [mapping, rows] of Map.groupBy(links.rows, one => one.mapping))
    await signalKeys(
      engine.pool,
      mapping,
      rows.map(({ id }) => `link:${id}`),
      prio.hook,
    )
  while ((await fold(engine.pool)) > 0);
  const started = await startNodes(run, count, { access, bulk: bulkOne })
  const began = performance.now()
  started.go()
  const isDone = async (mappings: readonly number[]) =>
    (await engine.pool.query('select from dirty where mapping = any($1) limit 1', [mappings])).rowCount === 0
  const until = async (mappings: readonly number[]) => {
    while (!(await isDone(mappings))) await sleep(20)
    return performance.now() - began
  }
  const [smallMs, ms] = [await until([small]), await until([small, world.mapping])]
  await started.stop()
  return { keys: links.rows.length, ms, smallMs }
}

function throughput(tasks: number, one: Worked, two: Worked): Figure {
  const perSecond = ({ keys, ms }: Worked) => (1000 * keys) / ms
  return figure({
    what: `${tasks} changes in two mappings, by two processes`,
    unit: 'changes a second',
    value: perSecond(two),
    baseline: { what: 'by one', value: perSecond(one) },
  })
}

/** In turns, a tenth of the work is done after a fifth of the time. */
function fairness({ ms, smallMs }: Worked, by: string): Figure {
  return figure({
    what: `until the mapping with a tenth of the changes is done, by ${by}`,
    unit: 'ms',
    value: smallMs,
    baseline: { what: 'until all is done', value: ms },
  })
}
