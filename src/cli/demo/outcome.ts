import { areSighted, isLinked } from '../../store/quiet.ts'
import type { ReceivedMail } from './mail-sink.ts'
import { type Plot, titles } from './plot.ts'
import type { Stage } from './stage.ts'
import { idIn, projectsNamed, projectTasks, records, type VendorRecord } from './vendor-state.ts'

/** Baton has looked at the account and the deal, and they rest. */
export function isKnown(stage: Stage, plot: Plot): Promise<boolean> {
  return areSighted(stage.engine.pool, [plot.accountId ?? '', plot.dealId ?? ''])
}

export function isMapped(stage: Stage, plot: Plot): Promise<boolean> {
  return isLinked(stage.engine.pool, plot.accountId ?? '')
}

export function hasClient(stage: Stage, plot: Plot): boolean {
  const client = records(stage.pm.sandbox, 'Clients').find(one => one.name === plot.account)
  const [project] = projectsNamed(stage, plot.dealName)
  return client !== undefined && JSON.stringify(project?.clients ?? []).includes(String(client.id))
}

export function ourTasks(stage: Stage, plot: Plot): readonly VendorRecord[] {
  const project = idIn(projectsNamed(stage, plot.dealName)[0]?.id) ?? ''
  return projectTasks(stage, project, Object.values(titles))
}

export function tasksShown(stage: Stage, plot: Plot): string[] {
  return ourTasks(stage, plot).map(task => String(task.name))
}

/** Mails about this story's task: they carry its address at the vendor. */
export function mailsAbout(stage: Stage, plot: Plot): readonly ReceivedMail[] {
  return stage.mail.received().filter(mail => mail.text.includes(plot.crmTaskId ?? ''))
}
