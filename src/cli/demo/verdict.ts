import { mailsAbout, ourTasks } from './outcome.ts'
import { farDay, type Plot, titles } from './plot.ts'
import type { Stage } from './stage.ts'
import { crmTasksOf, projectsNamed } from './vendor-state.ts'

/** What is wrong with the outcome, read from the vendors' own records and the mail server. Empty: all is well. */
export function faultsIn(stage: Stage, plot: Plot): string[] {
  const projects = projectsNamed(stage, plot.dealName)
  const crmTasks = crmTasksOf(stage, plot.dealId ?? '')
  const pmTasks = ourTasks(stage, plot)
  const mails = mailsAbout(stage, plot)
  const letters = new Set(mails.map(mail => mail.messageId))
  const claims: readonly (readonly [string, boolean])[] = [
    [`one project, not ${projects.length}`, projects.length === 1],
    ['the project keeps to its schedule', projects[0]?.is_strict_project === true],
    [`one task in Zoho CRM, not ${crmTasks.length}`, crmTasks.length === 1],
    [`one task in Zoho Projects, not ${pmTasks.length}`, pmTasks.length === 1],
    [
      'the title is the last one typed, on both sides',
      crmTasks[0]?.Subject === titles.third && pmTasks[0]?.name === titles.third,
    ],
    ['the refused due date stays where it was typed', crmTasks[0]?.Due_Date === farDay],
    ['the refused due date did not reach the project', pmTasks[0]?.end_date == null],
    [`one mail by its Message-ID, not ${letters.size}`, letters.size === 1],
    ['the mail went to Bo', mails.every(mail => mail.to.includes('bo@example.test'))],
    ...echoes(stage, plot),
  ]
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]))
}

/** From the vendor's own history: the one write that was needed is there, and none that was only an echo. */
function echoes(stage: Stage, plot: Plot): [string, boolean][] {
  const history = stage.crm.sandbox.history().filter(entry => entry.by.startsWith('api:'))
  const ids = [plot.accountId, plot.dealId, plot.crmTaskId]
  const writes = history.filter(entry => ids.includes(entry.id))
  return [[`one write to Zoho CRM, not ${writes.length}`, writes.length === 1]]
}
