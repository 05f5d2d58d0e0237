import type { Scene } from '../scene.ts'
import type { Step } from '../story.ts'
import type { DayPlot } from './day-plot.ts'
import { crmTask, projectTask } from './working-day.ts'

/** What Bo says in the CRM, and what Cy answers in the project tool. */
export const spoken = {
  crm: 'The client counted: there are 14 machines.',
  pm: 'Then we need two trucks.',
} as const

/** Something is said in both directions. */
export const talk: readonly Step<DayPlot>[] = [
  {
    tell: ({ screens }) => `Bo says something under a task in ${screens.crm.title}.`,
    act: ({ screens }, plot) => screens.crm.sayOn(plot.tasks.both, spoken.crm),
    shows: ({ screens }) =>
      `${screens.pm.title} shows it under the same task, with Bo’s name in the first line.`,
    seen: async (scene, plot) => (await saidInPm(scene, plot)).some(words => words.includes(spoken.crm)),
  },
  {
    tell: ({ screens }) => `Cy answers in ${screens.pm.title}.`,
    act: async (scene, plot) => {
      const task = await sameTask(scene, plot)
      await scene.screens.pm.sayOn(task?.id ?? '', spoken.pm)
    },
    shows: ({ screens }) => `The answer stands in ${screens.crm.title}, with Cy’s name.`,
    seen: async ({ screens }, plot) =>
      (await screens.crm.saidOn(plot.tasks.both)).some(words => words.includes(spoken.pm)),
  },
]

/** The counterpart of the task that is talked about. */
async function sameTask(scene: Scene, plot: DayPlot) {
  const task = await crmTask(scene, plot, 'both')
  return task && projectTask(scene, plot, task.title)
}

async function saidInPm(scene: Scene, plot: DayPlot): Promise<readonly string[]> {
  const task = await sameTask(scene, plot)
  return task ? scene.screens.pm.saidOn(task.id) : []
}

/** What is wrong with the talk: each has to stand once on each side, with its author where somebody else wrote it. */
export async function faultsOfTalk(scene: Scene, plot: DayPlot): Promise<string[]> {
  const { crm, pm } = scene.screens
  const heard = { crm: await crm.saidOn(plot.tasks.both), pm: await saidInPm(scene, plot) }
  const wanted = {
    crm: [
      once(heard.crm, spoken.crm, ''),
      once(heard.crm, spoken.pm, `Cy[^,]*, [-: 0-9]+ UTC, in ${pm.title}:`),
    ],
    pm: [
      once(heard.pm, spoken.pm, ''),
      once(heard.pm, spoken.crm, `Bo[^,]*, [-: 0-9]+ UTC, in ${crm.title}:`),
    ],
  }
  return (['crm', 'pm'] as const).flatMap(side =>
    heard[side].length === 2 && wanted[side].every(is => is)
      ? []
      : [`under "${plot.tasks.both}" ${scene.screens[side].title} shows ${JSON.stringify(heard[side])}`],
  )
}

/** Said once, with this first line and nothing else, whatever tags a vendor puts around it. */
function once(said: readonly string[], words: string, firstLine: string): boolean {
  const whole = new RegExp(`^(<[^>]*>|\\s)*${firstLine}(<[^>]*>|\\s)*${RegExp.escape(words)}(<[^>]*>|\\s)*$`)
  return said.filter(one => whole.test(one)).length === 1
}
