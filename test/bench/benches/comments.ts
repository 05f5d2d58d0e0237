import { talkCost } from '../../support/talk-cost.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { sum } from '../work.ts'

/** Calls for ten new comments, in a mapping of many tasks and in one of few. */
export const comments: Bench = {
  name: 'comments',
  title: 'calls to vendors for ten new comments',
  seconds: 25,
  limit:
    'A thread is read when it is news, when it is copied and, at the other side, when the copy is noticed; each copy is a write.',
  run: async run => {
    const figures: Figure[] = []
    for (const pair of pairs) {
      const many = run.scaled(10_000, few)
      const parts = {
        what: `ten comments among ${many} tasks, ${pair.mapping}`,
        unit: 'calls',
        value: await callsAmong(run, pair, many),
        baseline: { what: `among ${few}`, value: await callsAmong(run, pair, few) },
      }
      figures.push(figure(parts, { words: 'no more', holds: one => one.ratio <= 1 }))
    }
    return figures
  },
}

const few = 20
const pairs = [
  { mapping: 'zoho', names: { crm: 'zoho-crm', pm: 'zoho-projects' } },
  { mapping: 'espocrm-redmine', names: { crm: 'espocrm', pm: 'redmine' } },
] as const

async function callsAmong(run: BenchRun, pair: (typeof pairs)[number], tasks: number): Promise<number> {
  const { calls, carried, close } = await talkCost({ databaseUrl: await run.database(), ...pair, tasks })
  run.finally(close)
  if (carried !== 10) throw new Error(`${carried} of ten comments were carried.`)
  return sum(Object.values(calls))
}
