import { pairNames } from '../../../core/policy.ts'
import { accountsAccept } from '../../../engine/verbs/accounts-accept.ts'
import { accountsList } from '../../../engine/verbs/accounts-list.ts'
import { dealsList } from '../../../engine/verbs/deals-list.ts'
import { dealsTakeIn } from '../../../engine/verbs/deals-take-in.ts'
import { mappingForecast } from '../../../engine/verbs/mapping-forecast.ts'
import { mappingOn } from '../../../engine/verbs/mapping-on.ts'
import { mappingPlan } from '../../../engine/verbs/mapping-plan.ts'
import { mappingPlanned } from '../../../engine/verbs/mapping-planned.ts'
import { tasksAddToPm } from '../../../engine/verbs/tasks-add-to-pm.ts'
import { operator, perform } from '../../../engine/verbs/verb.ts'
import { isQuiet } from '../../../store/quiet.ts'
import { people } from '../plot.ts'
import type { Scene } from '../scene.ts'
import { connections, shippedMapping } from '../set-up.ts'
import type { Stage } from '../stage.ts'
import type { Step } from '../story.ts'
import { until } from '../until.ts'
import { signIn } from './consent.ts'
import type { DayPlot } from './day-plot.ts'

const patienceMs = 180_000
const ada = operator(people.admin)

const wordFor: Readonly<Record<string, string>> = {
  link: 'to link',
  hold: 'to ask about',
  rest: 'to leave alone',
  wait: 'waiting for another row',
  create: 'to make',
}

/** What an admin does on the first morning. */
export function morning(stage: Stage): readonly Step<DayPlot>[] {
  return [connecting(stage), ...afterConnecting]
}

function connecting(stage: Stage): Step<DayPlot> {
  return {
    tell: ({ screens }) => `Ada, an admin, connects ${screens.crm.title} and ${screens.pm.title}.`,
    act: () => signIn(stage),
    shows: () => 'Both accounts answer, and say what they have of their own.',
    seen: async () => true,
  }
}

const afterConnecting: readonly Step<DayPlot>[] = [
  {
    tell: () => 'She has Baton read both sides and say what it would do. Nothing is written.',
    act: plan,
    shows: (_scene, { found }) => found,
    seen: async () => true,
  },
  {
    tell: () => 'She switches the mapping on.',
    act: switchOn,
    shows: (_scene, { found }) => found,
    seen: async () => true,
  },
  {
    tell: () => 'At the match desk she accepts what is spelt almost alike.',
    act: accept,
    shows: (_scene, { found }) => found,
    seen: async () => true,
  },
  {
    tell: () =>
      'Deals that were won before are offered, not taken. She takes them in, and asks for their tasks, too.',
    act: takeIn,
    shows: (_scene, { found }) => found,
    seen: async () => true,
  },
]

async function asked(scene: Scene) {
  return { ...(await shippedMapping(scene)), ...connections }
}

async function plan(scene: Scene, plot: DayPlot): Promise<void> {
  const { engine } = scene
  plot.preview = (await perform(engine, mappingPlan, ada, await asked(scene))).preview
  const look = () => perform(engine, mappingPlanned, ada, { preview: plot.preview, limit: 1 })
  await until('the plan is made', async () => (await look()).state === 'done', patienceMs)
  const { counts } = await look()
  const words = pairNames.flatMap(pair => {
    const verdicts = counts.filter(one => one.pair === pair)
    if (verdicts.length === 0) return []
    return `${pair}: ${verdicts.map(({ verdict, keys }) => `${keys} ${wordFor[verdict] ?? verdict}`).join(', ')}`
  })
  plot.found = `The plan, row by row, in short: ${words.join('; ')}.`
}

async function switchOn(scene: Scene, plot: DayPlot): Promise<void> {
  await perform(scene.engine, mappingOn, ada, await asked(scene))
  await comesToRest(scene, plot)
  const {
    mapped,
    'suggested-crm': alike,
    'ambiguous-crm': several,
    'unmatched-crm': none,
  } = (await desk(scene)).counts
  plot.found = `${mapped} accounts have their client by name alone; ${alike} have one that is alike, ${several} several, ${none} none.`
}

function desk({ engine, mapping }: Scene) {
  return perform(engine, accountsList, ada, { mapping, state: 'suggested', limit: 1 })
}

async function accept(scene: Scene, plot: DayPlot): Promise<void> {
  const before = (await desk(scene)).counts.mapped ?? 0
  await perform(scene.engine, accountsAccept, ada, { mapping: scene.mapping, atLeast: 0.9 })
  await comesToRest(scene, plot)
  plot.found = `${((await desk(scene)).counts.mapped ?? 0) - before} more are mapped. What is less sure waits for her.`
}

async function takeIn(scene: Scene, plot: DayPlot): Promise<void> {
  const { engine, mapping, screens } = scene
  const { items } = await perform(engine, dealsList, ada, { mapping, limit: 500 })
  const offered = items.flatMap(({ deal, state }) => (state.is === 'offered' ? [deal] : []))
  await perform(engine, dealsTakeIn, ada, { mapping, deals: offered })
  const tasks = (await Promise.all(offered.map(deal => screens.crm.tasksIn(deal)))).flat()
  await perform(engine, tasksAddToPm, ada, { mapping, tasks: tasks.map(task => task.id) })
  await comesToRest(scene, plot)
  const after = await perform(engine, dealsList, ada, { mapping, limit: 500 })
  const made = after.items.filter(one => one.state.is === 'made')
  plot.takenIn = made.map(one => one.deal)
  const waiting = offered.length - made.length
  const wait = waiting === 1 ? 'waits for an answer about its' : 'wait for an answer about their'
  plot.found = `${made.length} projects were made, with their tasks; ${waiting} ${wait} account.`
}

/** Says now and then how much is left, and when it will be done. */
export async function comesToRest({ engine, mapping }: Scene, { say }: DayPlot): Promise<void> {
  let told = performance.now()
  await until(
    'both sides are read, and what follows is done',
    async () => {
      if (await isQuiet(engine.pool)) return true
      if (performance.now() - told < 2_000) return false
      told = performance.now()
      const { keys, ms, limitedBy } = await perform(engine, mappingForecast, ada, { mapping })
      const wait =
        limitedBy === null ? '' : `; ${limitedBy} allows the last of it in ${Math.ceil(ms / 1000)} s`
      if (keys > 0) say(`   … ${keys} to look at${wait}`)
      return false
    },
    patienceMs,
  )
}
