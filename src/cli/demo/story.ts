import { rowsAddCounterpart } from '../../engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../engine/verbs/verb.ts'
import { VerbError } from '../../engine/verbs/verb-error.ts'
import { isQuiet } from '../../store/quiet.ts'
import { hasClient, isKnown, isMapped, mailsAbout, ourTasks, tasksShown } from './outcome.ts'
import { farDay, type Plot, people, titles } from './plot.ts'
import type { Scene } from './scene.ts'
import { seed, setUp } from './set-up.ts'
import { until } from './until.ts'

export interface Step<P = Plot> {
  readonly tell: (scene: Scene) => string
  readonly act: (scene: Scene, plot: P) => Promise<void>
  readonly shows: (scene: Scene, plot: P) => string
  /** Asked when everything rests. */
  readonly seen: (scene: Scene, plot: P) => Promise<boolean>
}

/** What happens once Baton is there. */
const afterSetUp: readonly Step[] = [
  {
    tell: () => 'Bo, in sales, wins the deal.',
    act: ({ screens }, plot) => screens.crm.winDeal(plot.dealId ?? ''),
    shows: () => 'A project is there, from the template Onboarding, with its client.',
    seen: hasClient,
  },
  {
    tell: () => 'Bo adds a task to the deal and asks for it in the project too.',
    act: addTask,
    shows: () => 'The task stands in the project.',
    seen: async (scene, plot) => (await tasksShown(scene, plot)).includes(titles.first),
  },
  {
    tell: ({ screens }) => `Bo changes its title in ${screens.crm.title}.`,
    act: ({ screens }, plot) => screens.crm.editTask(plot.crmTaskId ?? '', { title: titles.second }),
    shows: ({ screens }) => `${screens.pm.title} shows the new title.`,
    seen: async (scene, plot) => (await tasksShown(scene, plot)).includes(titles.second),
  },
  {
    tell: ({ screens }) => `Cy, in delivery, changes it again in ${screens.pm.title}.`,
    act: async (scene, plot) => {
      const [task] = await ourTasks(scene, plot)
      await scene.screens.pm.editTask(task?.id ?? '', { title: titles.third })
    },
    shows: ({ screens }) => `${screens.crm.title} shows it.`,
    seen: async ({ screens }, plot) =>
      (await screens.crm.tasksIn(plot.dealId ?? ''))[0]?.title === titles.third,
  },
  {
    tell: () => 'Bo sets a due date long after the end of the project, which keeps to its schedule.',
    act: ({ screens }, plot) => screens.crm.editTask(plot.crmTaskId ?? '', { due: farDay }),
    shows: () => 'The project did not take it, and Bo got one mail that says why and what would pass.',
    seen: async (scene, plot) => mailsAbout(scene, plot).length > 0,
  },
]

/** One thread through everything, in the order in which people would do it. */
export const story: readonly Step[] = [
  {
    tell: ({ screens }) =>
      `An admin connects ${screens.crm.title} and ${screens.pm.title} and switches the mapping on.`,
    act: async (scene, plot) => {
      await seed(scene, plot)
      await setUp(scene)
    },
    shows: () => 'Both sides were read; the account was mapped to the client of the same name.',
    seen: isMapped,
  },
  ...afterSetUp,
]

/** The same on a stage that is set up already. */
export const laterStory: readonly Step[] = [
  {
    tell: () => 'A new account and its first deal.',
    act: seed,
    shows: () => 'They were seen.',
    seen: isKnown,
  },
  ...afterSetUp,
]

async function addTask({ engine, mapping, screens }: Scene, plot: Plot): Promise<void> {
  plot.crmTaskId = await screens.crm.addTask({ in: plot.dealId ?? '', title: titles.first })
  const ask = { mapping, pair: 'tasks', side: 'crm', row: plot.crmTaskId }
  await until('Baton finds the task that Bo asks for', () => isHeard(engine, ask))
}

/** Where the line was cut while Baton looked for the task, Bo is told to ask again, and does. */
async function isHeard(engine: Scene['engine'], ask: object): Promise<boolean> {
  try {
    await perform(engine, rowsAddCounterpart, operator(people.sales), ask)
    return true
  } catch (error) {
    if (error instanceof VerbError && error.code === 'verb/not-found') return false
    throw error
  }
}

export interface Listener<P = Plot> {
  readonly before?: (step: Step<P>, at: number) => void
  readonly after?: (step: Step<P>) => void
  /** How long a step may take. */
  readonly patienceMs?: number
  /** Others work there, too, so that it never comes to rest: what a step shows is all that is waited for. */
  readonly isBusy?: boolean
}

/** Plays a story, step by step, each when the one before has come to rest. */
export async function play<P>(
  steps: readonly Step<P>[],
  scene: Scene,
  plot: P,
  listener: Listener<P>,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    listener.before?.(step, at)
    await step.act(scene, plot)
    const rests = async () => listener.isBusy === true || (await isQuiet(scene.engine.pool))
    await until(
      step.shows(scene, plot),
      async () => (await rests()) && step.seen(scene, plot),
      listener.patienceMs,
    )
    listener.after?.(step)
  }
}
