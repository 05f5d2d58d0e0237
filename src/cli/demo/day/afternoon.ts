import { tasksAddToCrm } from '../../../engine/verbs/tasks-add-to-crm.ts'
import { operator, perform } from '../../../engine/verbs/verb.ts'
import { isLinked } from '../../../store/quiet.ts'
import { people } from '../plot.ts'
import type { Scene } from '../scene.ts'
import type { Step } from '../story.ts'
import { until } from '../until.ts'
import type { DayPlot } from './day-plot.ts'
import { lettersAbout } from './working-day.ts'

const subtask = 'Measure the doors'
const suffix = ' (second floor)'

/** A subtask that cannot be opened under a closed task. */
export const closedParent: readonly Step<DayPlot>[] = [
  {
    tell: () => 'Cy plans a subtask for Bo and asks for it in the CRM.',
    act: addSubtask,
    shows: () => 'It stands on the deal.',
    seen: async (scene, plot) => (await subtaskInCrm(scene, plot)) !== undefined,
  },
  {
    tell: () => 'Cy closes it, and then the task above it.',
    act: async ({ screens }, plot) => {
      await screens.pm.editTask(plot.subtask, { isClosed: true })
      await screens.pm.editTask(plot.parent, { isClosed: true })
    },
    shows: ({ screens }) => `It is closed in ${screens.crm.title}, too.`,
    seen: async (scene, plot) => (await subtaskInCrm(scene, plot))?.isClosed === true,
  },
  {
    tell: () => 'Bo opens the subtask again.',
    act: async (scene, plot) => {
      const task = await subtaskInCrm(scene, plot)
      await scene.screens.crm.editTask(task?.id ?? '', { isClosed: false })
    },
    shows: () => 'A subtask cannot be open under a closed task: Bo gets one mail that says so.',
    seen: async scene => lettersAbout(scene, subtask).size === 1,
  },
]

/** So many edits at once that a vendor would lock somebody out who sent them as they come. */
const burst: readonly Step<DayPlot>[] = [
  {
    tell: ({ screens }) =>
      `Bo renames every task of the deals that were taken in, all at once. ${screens.pm.title} counts every call.`,
    act: renameAll,
    shows: (_scene, { found }) =>
      `All ${found} titles crossed, as fast as is allowed: nobody was locked out.`,
    seen: allRenamed,
  },
]

export const deletion: readonly Step<DayPlot>[] = [
  {
    tell: ({ screens }) => `Bo deletes a task in ${screens.crm.title}.`,
    act: ({ screens }, plot) => screens.crm.removeTask(plot.tasks.dropped),
    shows: ({ screens }) =>
      `${screens.pm.title} keeps its own; the two are no longer linked. Deleting there, too, is a choice in the mapping.`,
    seen: async (scene, plot) =>
      (await scene.screens.pm.tasksIn(plot.project)).some(task => task.title === plot.droppedTitle) &&
      !(await isLinked(scene.engine.pool, plot.tasks.dropped)),
  },
]

/** The rest of the day. */
export const afternoon: readonly Step<DayPlot>[] = [...closedParent, ...burst, ...deletion]

async function addSubtask({ engine, mapping, screens }: Scene, plot: DayPlot): Promise<void> {
  const { pm } = screens
  plot.parent = await pm.addTask({ in: plot.project, title: 'Prepare the new building' })
  plot.subtask = await pm.addTask({ in: plot.project, title: subtask, parent: plot.parent, isForSales: true })
  // The button knows a task that Baton has seen.
  const ask = { mapping, tasks: [plot.subtask] }
  await until('the new task is known', async () => {
    const asked = await perform(engine, tasksAddToCrm, operator(people.delivery), ask)
    return asked.every(({ was }) => was !== 'refused')
  })
}

async function subtaskInCrm({ screens }: Scene, plot: DayPlot) {
  const tasks = await screens.crm.tasksIn(plot.ids.deals[0] ?? '')
  return tasks.find(task => task.title === subtask)
}

async function renameAll({ screens }: Scene, plot: DayPlot): Promise<void> {
  const deals = await Promise.all(plot.takenIn.map(deal => screens.crm.tasksIn(deal)))
  const tasks = deals.flat()
  for (const { id, title } of tasks) await screens.crm.editTask(id, { title: title + suffix })
  plot.found = String(tasks.length)
}

async function allRenamed({ screens }: Scene, plot: DayPlot): Promise<boolean> {
  let renamed = 0
  for (const id of plot.takenIn) {
    const deal = plot.company.deals[plot.ids.deals.indexOf(id)]
    const [project] = await screens.pm.projectsNamed(deal?.name ?? '')
    const tasks = project ? await screens.pm.tasksIn(project.id) : []
    renamed += tasks.filter(task => task.title.endsWith(suffix)).length
  }
  return renamed === Number(plot.found)
}
