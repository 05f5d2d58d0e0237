import type { TaskShown } from '../screens/screen.ts'
import type { Stage } from '../stage.ts'
import type { DayPlot } from './day-plot.ts'
import { isIdleWrite } from './idle-write.ts'
import { faultsOfTalk } from './talk.ts'
import { lettersAbout } from './working-day.ts'

/** What is wrong at the end of the day, by the vendors' own records and histories and the mail server. Empty: all is well. */
export async function faultsOfDay(stage: Stage, plot: DayPlot): Promise<string[]> {
  const deals = await Promise.all(
    [plot.ids.deals[0] ?? '', ...plot.takenIn].map(id => faultsOfDeal(stage, plot, id)),
  )
  return [
    ...deals.flat(),
    ...(await faultsOfTalk(stage, plot)),
    ...idleWrites(stage),
    ...refusedCalls(stage),
    ...lettersTwice(stage),
  ]
}

async function faultsOfDeal(stage: Stage, plot: DayPlot, id: string): Promise<string[]> {
  const { crm, pm } = stage.screens
  const name = plot.company.deals[plot.ids.deals.indexOf(id)]?.name ?? ''
  const projects = await pm.projectsNamed(name)
  const [project] = projects
  if (!project || projects.length > 1) return [`"${name}" has ${projects.length} projects, not one`]
  const tasks = await pm.tasksIn(project.id)
  const twice = tasks.filter((task, at) => tasks.findIndex(other => other.title === task.title) !== at)
  return [
    ...(project.client === null ? [`the project "${name}" has no client`] : []),
    ...twice.map(task => `"${task.title}" is in "${name}" twice`),
    ...(await crm.tasksIn(id)).flatMap(task => difference(stage, task, tasks)),
  ]
}

/** A difference is right where the person who made it was told why. */
function difference(stage: Stage, task: TaskShown, tasks: readonly TaskShown[]): string[] {
  const other = tasks.find(one => one.title === task.title)
  if (!other) return [`"${task.title}" has no counterpart of that name`]
  const isSame = other.due === task.due && other.isClosed === task.isClosed
  return isSame || lettersAbout(stage, task.title).size === 1
    ? []
    : [`"${task.title}" differs: ${JSON.stringify([task, other])}`]
}

/** An echo is a write that changes nothing. */
function idleWrites({ crm, pm }: Stage): string[] {
  return [...crm.sandbox.history(), ...pm.sandbox.history()]
    .filter(entry => entry.by.startsWith('api:') && entry.does === 'edit' && isIdleWrite(entry))
    .map(entry => `${entry.module} ${entry.id} was written although it said that already`)
}

/** A vendor that counts calls says so when there were too many. */
function refusedCalls({ crm, pm }: Stage): string[] {
  return [crm, pm]
    .flatMap(({ sandbox }) => sandbox.calls())
    .filter(call => call.status === 429)
    .map(call => `${call.method} ${call.pattern} was one call too many`)
}

/** Each thing is said once, however often the mail was handed over. */
function lettersTwice({ mail }: Stage): string[] {
  const all = mail.received()
  return all
    .filter(one => all.some(other => other.subject === one.subject && other.messageId !== one.messageId))
    .map(one => `"${one.subject}" was written more than once`)
}
