import { hasClient, mailsAbout, ourTasks } from './outcome.ts'
import { farDay, type Plot, people, titles } from './plot.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

type Claim = readonly [string, boolean]

/** What is wrong with the outcome, read from the vendors' own records and the mail server. Empty: all is well. */
export async function faultsIn(stage: Stage, plot: Plot): Promise<string[]> {
  const claims = [...(await outcomeClaims(stage, plot)), echoes(stage, plot)]
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]))
}

/** What has to be true at the end, wherever the story was told. */
export async function outcomeClaims(scene: Scene, plot: Plot): Promise<Claim[]> {
  const { crm, pm } = scene.screens
  const projects = await pm.projectsNamed(plot.dealName)
  const crmTasks = await crm.tasksIn(plot.dealId ?? '')
  const pmTasks = await ourTasks(scene, plot)
  const mails = mailsAbout(scene, plot)
  const letters = new Set(mails.map(mail => mail.messageId))
  return [
    [`one project, not ${projects.length}`, projects.length === 1],
    ['the project has the client of its account', await hasClient(scene, plot)],
    ['the project keeps to its schedule', projects[0]?.isStrict === true],
    [`one task in ${crm.title}, not ${crmTasks.length}`, crmTasks.length === 1],
    [`one task in ${pm.title}, not ${pmTasks.length}`, pmTasks.length === 1],
    [
      'the title is the last one typed, on both sides',
      crmTasks[0]?.title === titles.third && pmTasks[0]?.title === titles.third,
    ],
    ['the refused due date stays where it was typed', crmTasks[0]?.due === farDay],
    ['the refused due date did not reach the project', pmTasks[0]?.due === null],
    [`one mail by its Message-ID, not ${letters.size}`, letters.size === 1],
    ['the mail went to Bo', mails.every(mail => mail.to.includes(people.sales))],
  ]
}

/** From the vendor's own history: the one write that was needed is there, and none that was only an echo. */
function echoes(stage: Stage, plot: Plot): Claim {
  const ids = [plot.accountId, plot.dealId, plot.crmTaskId]
  const writes = stage.crm.sandbox
    .history()
    .filter(entry => entry.by.startsWith('api:') && ids.includes(entry.id))
  return [`one write to ${stage.screens.crm.title}, not ${writes.length}`, writes.length === 1]
}
