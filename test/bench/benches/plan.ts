import { doChore } from '../../../src/engine/chores.ts'
import { mappingPlan } from '../../../src/engine/verbs/mapping-plan.ts'
import { operator, perform } from '../../../src/engine/verbs/verb.ts'
import { previewById } from '../../../src/store/previews.ts'
import { type Bench, figure } from '../bench.ts'
import { memoryOf, readAll, timed, weighed } from '../work.ts'
import { mappingText, openWorld, type World } from '../world.ts'

/** Everything is read and decided, and nothing is done, beside reading the same pages and deciding nothing. */
export const plan: Bench = {
  name: 'plan',
  title: 'the plan of a first sync of 1,000 accounts, 2,000 deals and 100,000 tasks on each side',
  seconds: 20,
  limit:
    'Every row is kept once, so that a plan can go on after a death, and read again to be decided about; what would be done is a line for each record, kept so that it can be looked at and applied.',
  run: async run => {
    const tasks = run.scaled(goalTasks, 200)
    const amounts = { accounts: run.scaled(1000, 10), deals: run.scaled(2000, 20), tasks }
    const world = await openWorld(run, { amounts, bulk: { crm: 100, pm: 100 }, isMapped: false })
    const ours = await weighed(() => planned(world))
    const { accounts: account, deals: deal } = amounts
    const bare = await timed(() =>
      readAll(world, { account, client: account, deal, project: deal, task: tasks }),
    )
    const factor = goalTasks / tasks / 1000
    return [
      figure(
        {
          what: `own time, reckoned from ${tasks} tasks`,
          unit: 's',
          value: (ours.ms - bare) * factor,
          baseline: { what: 'reading the same pages', value: bare * factor },
        },
        { words: 'less than 60 s', holds: one => one.value < 60 },
      ),
      figure(memoryOf(ours), { words: 'less than 300 MB', holds: one => one.value < 300 }),
    ]
  },
}

const goalTasks = 100_000

/** Deals and tasks of either side are missing on the other one, as far as a plan can tell. */
const text = mappingText
  .replace('{ pair: [deal, project],', '{ pair: [deal, project], create: [pm],')
  .replace('  inside: deals\n', '  inside: deals\n  create: [pm]\n')

async function planned({ engine }: World): Promise<void> {
  await engine.pool.query(`update chore set due_at = 'infinity'`)
  const asked = { text, file: 'bench.yaml', crm: 'crm', pm: 'pm' }
  const { preview } = await perform(engine, mappingPlan, operator(), asked)
  while (await doChore(engine));
  const made = await previewById(engine.pool, preview)
  if (made?.state !== 'done') throw new Error(`The plan is ${made?.state}.`)
}
