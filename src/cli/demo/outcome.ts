import { areSighted, isLinked } from '../../store/quiet.ts'
import type { ReceivedMail } from './mail-sink.ts'
import { type Plot, titles } from './plot.ts'
import type { Scene } from './scene.ts'
import type { TaskShown } from './screens/screen.ts'

/** Baton has looked at the account and the deal, and they rest. */
export function isKnown(scene: Scene, plot: Plot): Promise<boolean> {
  return areSighted(scene.engine.pool, [plot.accountId ?? '', plot.dealId ?? ''])
}

export function isMapped(scene: Scene, plot: Plot): Promise<boolean> {
  return isLinked(scene.engine.pool, plot.accountId ?? '')
}

/** There is one project, and it is for the client that the account was mapped to. */
export async function hasClient({ screens }: Scene, plot: Plot): Promise<boolean> {
  const [project] = await screens.pm.projectsNamed(plot.dealName)
  return project !== undefined && project.client === plot.clientId
}

/** The project's tasks, but for those that its template brought along. */
export async function ourTasks({ screens }: Scene, plot: Plot): Promise<readonly TaskShown[]> {
  const [project] = await screens.pm.projectsNamed(plot.dealName)
  const tasks = project ? await screens.pm.tasksIn(project.id) : []
  return tasks.filter(task => Object.values(titles).some(title => title === task.title))
}

export async function tasksShown(scene: Scene, plot: Plot): Promise<string[]> {
  return (await ourTasks(scene, plot)).map(task => task.title)
}

/** Mails about this story's task: they carry its address at the vendor. */
export function mailsAbout({ mail }: Scene, plot: Plot): readonly ReceivedMail[] {
  return mail.received().filter(one => one.text.includes(plot.crmTaskId ?? ''))
}
