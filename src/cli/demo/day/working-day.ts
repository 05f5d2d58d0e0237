import { dealsProgress } from '../../../engine/verbs/deals-progress.ts'
import { holdsAnswer } from '../../../engine/verbs/holds-answer.ts'
import { holdsList } from '../../../engine/verbs/holds-list.ts'
import { tasksAddToPm } from '../../../engine/verbs/tasks-add-to-pm.ts'
import { operator, perform } from '../../../engine/verbs/verb.ts'
import { farDay, people } from '../plot.ts'
import type { Scene } from '../scene.ts'
import type { TaskShown } from '../screens/screen.ts'
import type { Step } from '../story.ts'
import { until } from '../until.ts'
import { dayAfter, hero } from './company.ts'
import { type DayPlot, dayTitles, type TaskName } from './day-plot.ts'

const ada = operator(people.admin)

/** What happens in the company while Baton runs. */
export const workingDay: readonly Step<DayPlot>[] = [
  {
    tell: ({ screens }) =>
      `Bo, in sales, wins the deal of the day and asks for its tasks in the project. ${screens.pm.title} makes the project, and the line is cut before it says so.`,
    act: winsDeal,
    shows: () =>
      'Baton looks before it tries again: there is one project, and the tasks of the deal are in it.',
    seen: async (scene, plot) => (await projectTasks(scene, plot)).length >= Object.keys(dayTitles).length,
  },
  {
    tell: () => 'Bo changes the title of a task while Cy, in delivery, gives the same task a due date.',
    act: async (scene, plot) => {
      const other = await counterpart(scene, plot, 'both')
      await scene.screens.crm.editTask(plot.tasks.both, { title: newTitle })
      await scene.screens.pm.editTask(other.id, { due: soon() })
    },
    shows: () => 'Both edits are kept, on both sides.',
    seen: async (scene, plot) => {
      const [here, there] = [await crmTask(scene, plot, 'both'), await projectTask(scene, plot, newTitle)]
      return here?.due === soon() && there?.due === soon()
    },
  },
  {
    tell: () => 'Both change the same title at the same moment.',
    act: async (scene, plot) => {
      const other = await counterpart(scene, plot, 'tie')
      await scene.screens.crm.editTask(plot.tasks.tie, { title: tied.crm })
      await scene.screens.pm.editTask(other.id, { title: tied.pm })
    },
    shows: () => 'Nobody is overwritten: Baton asks.',
    seen: async (scene, plot) => (await tieOf(scene, plot)) !== undefined,
  },
  {
    tell: () => `Ada answers that the words of sales are right.`,
    act: async (scene, plot) => {
      const ids = [(await tieOf(scene, plot))?.id ?? '']
      await perform(scene.engine, holdsAnswer, ada, { ids, answer: { choice: 'take', side: 'crm' } })
    },
    shows: () => 'Both sides have them, and the question is closed.',
    seen: async (scene, plot) =>
      (await projectTask(scene, plot, tied.crm)) !== undefined && (await tieOf(scene, plot)) === undefined,
  },
  {
    tell: () => 'Bo sets a due date long after the end of the project, which keeps to its schedule.',
    act: ({ screens }, plot) => screens.crm.editTask(plot.tasks.late, { due: farDay }),
    shows: () => 'The project does not take it. Bo gets one mail that says why, and what would pass.',
    seen: async scene => lettersAbout(scene, dayTitles.late).size === 1,
  },
  {
    tell: () => 'Cy gives the project more time.',
    act: ({ screens }, plot) => screens.pm.endProjectOn(plot.project, dayAfter(farDay, 30)),
    shows: () => 'Now the due date crosses by itself, and Bo hears that, too.',
    seen: async (scene, plot) =>
      (await projectTask(scene, plot, dayTitles.late))?.due === farDay &&
      lettersAbout(scene, dayTitles.late).size === 2,
  },
]

const newTitle = 'Write the list of machines and tools'
const tied = { crm: 'Move on a Monday', pm: 'Move on a Friday' } as const

function soon(): string {
  return dayAfter(new Date().toISOString().slice(0, 10), 10)
}

async function winsDeal({ engine, mapping, screens }: Scene, plot: DayPlot): Promise<void> {
  const deal = plot.ids.deals[0] ?? ''
  for (const name of Object.keys(dayTitles) as TaskName[])
    plot.tasks[name] = await screens.crm.addTask({ in: deal, title: dayTitles[name] })
  screens.pm.loseAnswer?.()
  await screens.crm.winDeal(deal)
  const bo = operator(people.sales)
  await until('the deal is on its way to a project', async () => {
    const [told] = await perform(engine, dealsProgress, bo, { mapping, deals: [deal] })
    return told !== undefined && !['not-won', 'offered'].includes(told.state.is)
  })
  const asked = await perform(engine, tasksAddToPm, bo, { mapping, tasks: Object.values(plot.tasks) })
  for (const { task, was, why } of asked)
    if (was === 'refused') throw new Error(`The task ${task} was refused: ${why}`)
}

/** The project's tasks without those of its template. */
export async function projectTasks({ screens }: Scene, plot: DayPlot): Promise<readonly TaskShown[]> {
  const [project] = await screens.pm.projectsNamed(hero.deal)
  plot.project = project?.id ?? ''
  const template = [
    'Kick-off call',
    'Collect access data',
    'Configure',
    'Train the team',
    'Kick-off',
    'Roll-out',
  ]
  const tasks = project ? await screens.pm.tasksIn(project.id) : []
  return tasks.filter(task => !template.includes(task.title))
}

export async function projectTask(
  scene: Scene,
  plot: DayPlot,
  title: string,
): Promise<TaskShown | undefined> {
  return (await scene.screens.pm.tasksIn(plot.project)).find(task => task.title === title)
}

async function counterpart(scene: Scene, plot: DayPlot, name: TaskName): Promise<TaskShown> {
  const task = await projectTask(scene, plot, dayTitles[name])
  if (!task) throw new Error(`"${dayTitles[name]}" is not in the project.`)
  return task
}

export async function crmTask(
  { screens }: Scene,
  plot: DayPlot,
  name: TaskName,
): Promise<TaskShown | undefined> {
  const tasks = await screens.crm.tasksIn(plot.ids.deals[0] ?? '')
  return tasks.find(task => task.id === plot.tasks[name])
}

async function tieOf({ engine, mapping }: Scene, { tasks }: DayPlot) {
  const { items } = await perform(engine, holdsList, ada, { mapping, pair: 'tasks', limit: 500 })
  return items.find(hold => hold.shown.crm?.id === tasks.tie && hold.field === 'title')
}

/** Message-IDs of the mails that Bo got about a task. */
export function lettersAbout({ mail }: Scene, title: string): ReadonlySet<string> {
  const about = mail.received().filter(one => one.to.includes(people.sales) && one.subject.includes(title))
  return new Set(about.map(one => one.messageId))
}
