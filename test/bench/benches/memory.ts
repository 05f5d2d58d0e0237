import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { startNodes } from '../start-nodes.ts'
import { openWorld } from '../world.ts'

/** What a node holds among more and more links, at rest and while it sweeps them. */
export const memory: Bench = {
  name: 'memory',
  title: 'memory of a node at rest and during a sweep, among more and more links',
  seconds: 70,
  limit: 'Node itself and the code. A stretch of a sweep is the most that is held of links at once.',
  run: async run => {
    const figures: Figure[] = []
    let first: Held | null = null
    for (const links of [10_000, 100_000, 1_000_000].map(count => run.scaled(count, 200))) {
      const held = await heldAmong(run, links)
      first ??= held
      figures.push(
        told('at rest', links, held.rest, first.rest),
        told('in a sweep', links, held.sweep, first.sweep),
      )
    }
    return figures
  },
}

interface Held {
  readonly rest: number
  readonly sweep: number
}

const restSeconds = 3
/** A sweep of a million takes minutes, and holds no more at its end than after some stretches. */
const mostSweepSeconds = 20

async function heldAmong(run: BenchRun, tasks: number): Promise<Held> {
  const bulk = { crm: 100, pm: 100 }
  const world = await openWorld(run, { amounts: { accounts: 10, deals: 20, tasks }, bulk })
  const node = await startNodes(run, 1, { access: world.access, bulk })
  node.go()
  await sleep(restSeconds * 1000)
  const rest = node.memory()
  const { pool } = world.engine
  await pool.query(`update chore set due_at = now(), cursor = null where kind = 'sweep' and entity = 'task'`)
  const isSweeping = async () =>
    (await pool.query(`select from chore where kind = 'sweep' and due_at < now() + interval '1 min'`))
      .rowCount !== 0
  const began = performance.now()
  while ((await isSweeping()) && performance.now() - began < mostSweepSeconds * 1000) await sleep(100)
  const sweep = node.memory()
  await node.stop()
  return { rest, sweep }
}

function told(when: string, links: number, value: number, first: number): Figure {
  const parts = {
    what: `${when}, among ${links} links`,
    unit: 'MB',
    value,
    baseline: { what: 'among the fewest', value: first },
  }
  return figure(parts, { words: 'less than 300 MB', holds: one => one.value < 300 })
}
