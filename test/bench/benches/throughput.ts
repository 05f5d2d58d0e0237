import type { Side } from '../../../src/core/value.ts'
import { exchange, httpClient } from '../../../src/engine/http.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
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
  const times = { ours: [] as number[], bare: [] as number[], keeping: [] as number[] }
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
    times.keeping.push(await timed(() => bareLoop(world, from, count, bulk, keepLeast)))
  }
  const perSecond = (took: readonly number[]) => (1000 * changes) / sum(took)
  const ours = {
    what: `${changes} changes, ${how}`,
    unit: 'changes a second',
    value: perSecond(times.ours),
  }
  const bare = { what: 'the same calls, four at once, without an engine', value: perSecond(times.bare) }
  const keeping = {
    what: 'the same calls, and a link and a journal entry kept for each change, by the hundred',
    value: perSecond(times.keeping),
  }
  return [
    figure(
      { ...ours, baseline: bare },
      { words: 'at least 0.6 of the bare loop', holds: one => one.ratio >= 0.6 },
    ),
    figure({ ...ours, baseline: keeping }),
  ]
}

function sorted(calls: Readonly<Record<string, number>>) {
  return Object.entries(calls).sort()
}

const client = httpClient(20_000)

/** The least that has to be durable of changes that were made: what both sides show now, and that we made them. */
async function keepLeast({ engine, mapping }: World, ids: readonly string[]): Promise<void> {
  await inTransaction(engine.pool, async tx => {
    await tx.query({
      name: 'bench-links',
      text: `update link set crm_base = jsonb_set(crm_base, '{note}', '"Edited."'),
        pm_base = jsonb_set(pm_base, '{note}', '"Edited."'), verified_at = now()
        where mapping = $1 and pair = 'tasks' and crm_id = any($2)`,
      values: [mapping, ids],
    })
    await tx.query({
      name: 'bench-journal',
      text: `insert into journal (mapping, pair, key, kind, data)
        select $1, 'tasks', id, 'bench', '{"note": "Edited."}' from unnest($2::text[]) as i(id)`,
      values: [mapping, ids],
    })
  })
}

/** Reads both sides by the hundred, then writes, four calls at once. */
async function bareLoop(
  world: World,
  from: number,
  count: number,
  bulk: number,
  keep: typeof keepLeast = async () => {},
): Promise<void> {
  const { vendorUrl } = world
  const call = (side: Side, verb: string, json: unknown) =>
    exchange(
      client,
      { method: 'POST', url: vendorUrl, json },
      { url: `${vendorUrl}/${side}/${verb}`, instead: null, where: 'anywhere' },
      { authorization: 'bench' },
    )
  for (let at = 0; at < count; at += 100) {
    const ids = Array.from({ length: Math.min(100, count - at) }, (_, more) => String(from + at + more))
    await Promise.all([
      call('crm', 'fetch', { entity: 'task', ids }),
      call('pm', 'fetch', { entity: 'task', ids }),
    ])
    const writes = Array.from({ length: Math.ceil(ids.length / bulk) }, (_, chunk) =>
      ids
        .slice(chunk * bulk, (chunk + 1) * bulk)
        .map(id => ({ op: 'update', id, ifVersion: null, fields: { note: 'Edited.' } })),
    )
    const queue = [...writes]
    const one = async () => {
      for (let next = queue.shift(); next; next = queue.shift())
        await call('pm', 'write', { entity: 'task', writes: next })
    }
    await Promise.all([one(), one(), one(), one()])
    await keep(world, ids)
  }
}
