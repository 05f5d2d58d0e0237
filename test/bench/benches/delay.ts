import { EventEmitter, once } from 'node:events'
import { startWorker } from '../../../src/engine/worker.ts'
import { webApp } from '../../../src/web/app.ts'
import { listen } from '../../../src/web/listen.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { hookSecret } from '../vendor-rows.ts'
import { percentile, timed } from '../work.ts'
import { openWorld } from '../world.ts'

/** One edit at a time with nothing else to do: from its webhook to the write that is sent. */
export const delay: Bench = {
  name: 'delay',
  title: 'from a webhook to the write that is sent, with nothing else to do',
  seconds: 30,
  limit:
    'News is looked for every 20 ms; then come some twenty statements, one after the other, and the two readings.',
  run: async run => [...(await delays(run, 0)), ...(await delays(run, 200))],
}

async function delays(run: BenchRun, callMs: number): Promise<Figure[]> {
  const edits = run.scaled(callMs === 0 ? 200 : 40, 5)
  const sent = new EventEmitter()
  const world = await openWorld(run, {
    amounts: { accounts: 10, deals: 20, tasks: edits },
    bulk: { crm: 1, pm: 1 },
    callMs,
    hears: (side, verb) => void sent.emit(`${side} ${verb}`),
  })
  const server = await listen(webApp(world.engine), 0, '127.0.0.1')
  run.finally(() => server.close())
  const worker = startWorker(world.engine)
  run.finally(() => worker.stop())
  const ours: number[] = []
  const bare: number[] = []
  for (let at = 1; at <= edits; at++) {
    await world.edit('crm', at, 1, 'Edited.')
    const written = once(sent, 'pm write')
    ours.push(await timed(async () => void (await Promise.all([announce(server.url, at), written]))))
    bare.push(await timed(() => readings(world.vendorUrl, at)))
  }
  const figures = [0.5, 0.95, 0.99].map(share => delayAt(share, callMs, ours, bare))
  return callMs === 0 ? figures : figures.slice(1, 2)
}

const goals: Readonly<Record<string, number>> = { '0 0.95': 100, '0 0.99': 250, '200 0.95': 1500 }

function delayAt(share: number, callMs: number, ours: readonly number[], bare: readonly number[]): Figure {
  const goal = goals[`${callMs} ${share}`]
  return figure(
    {
      what: `p${100 * share}${callMs === 0 ? '' : `, calls that take ${callMs} ms`}`,
      unit: 'ms',
      // The write is heard of as it is sent; what the vendor then takes for it belongs to an edit that is applied.
      value: percentile(ours, share) + callMs,
      baseline: {
        what: callMs === 0 ? 'the same two readings, made by hand' : 'the same, and the time of one write',
        value: percentile(bare, share) + callMs,
      },
    },
    goal === undefined ? undefined : { words: `less than ${goal} ms`, holds: one => one.value < goal },
  )
}

async function announce(url: string, at: number): Promise<void> {
  const body = JSON.stringify([{ entity: 'task', id: String(at) }])
  await fetch(`${url}/hooks/crm`, { method: 'POST', headers: { 'x-secret': hookSecret }, body })
}

/** What cannot be left out: both rows are read at the same time. */
async function readings(vendorUrl: string, at: number): Promise<void> {
  const body = JSON.stringify({ entity: 'task', ids: [String(at)] })
  const read = async (side: string) =>
    (await fetch(`${vendorUrl}/${side}/fetch`, { method: 'POST', body })).json()
  await Promise.all([read('crm'), read('pm')])
}
