import { Command } from 'commander'
import { accountsCreateProject } from '../engine/verbs/accounts-create-project.ts'
import { accountsProjects } from '../engine/verbs/accounts-projects.ts'
import { type AskOptions, ask, given, type OfMapping, ofMapping } from './ask.ts'
import { formOptions } from './project-form-options.ts'
import type { Shell } from './shell.ts'

type Told = Awaited<ReturnType<typeof accountsProjects.act>>[number]

/** What stands below `baton accounts` about projects without a deal. */
export function accountProjectCommands(shell: Shell): Command[] {
  return [create(shell), list(shell)]
}

function create(shell: Shell): Command {
  const command = ofMapping(new Command('create-project'))
    .description('Create a project from an account, without a deal.')
    .argument('<account>', "the CRM's id of the account")
    .option('--another', 'although one was made from it already')
  for (const [name, says] of Object.entries(formOptions)) command.option(`--${name} <${name}>`, says)
  return command.action(async (account: string, options: OfMapping) => {
    const form = given({ ...options }, ...Object.keys(formOptions))
    const asked = { account, form, ...given({ ...options }, 'mapping', 'another') }
    await ask(shell, accountsCreateProject, asked, options, told => [wordsOf(told)])
  })
}

function list(shell: Shell): Command {
  return ofMapping(new Command('projects'))
    .description('Show the projects that people wanted for accounts, and what became of each.')
    .option('--account <id>', 'only of this one')
    .action(async (options: AskOptions) => {
      const asked = given({ ...options }, 'mapping', 'account')
      await ask(shell, accountsProjects, asked, options, told =>
        told.length === 0 ? ['Nobody has asked for any.'] : told.map(wordsOf),
      )
    })
}

function wordsOf({ account, state, why, project, url, askedBy }: Told): string {
  return [account, state, url ?? project, why, `(asked by ${askedBy})`].filter(Boolean).join('  ')
}
