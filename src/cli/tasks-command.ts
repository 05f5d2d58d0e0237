import { Command } from 'commander'
import type { AskedTask } from '../engine/verbs/ask-for-tasks.ts'
import { tasksAddToCrm } from '../engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../engine/verbs/tasks-add-to-pm.ts'
import { tasksOffers } from '../engine/verbs/tasks-offers.ts'
import { tasksShow } from '../engine/verbs/tasks-show.ts'
import { ask, type OfMapping, ofMapping } from './ask.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'
import { taskWords } from './task-words.ts'

/** `baton tasks …`: one task on both sides, and counterparts by hand. */
export function tasksCommand(shell: Shell): Command {
  return new Command('tasks')
    .description('One task on both sides, and counterparts by hand.')
    .addCommand(show(shell))
    .addCommand(offers(shell))
    .addCommand(toCrm(shell))
    .addCommand(toPm(shell))
}

interface TaskOptions extends OfMapping {
  readonly deal?: string
  readonly account?: string
  readonly project?: string
}

function show(shell: Shell): Command {
  return ofMapping(new Command('show'))
    .description('Show a task on both sides, field by field, with what is open and who said what.')
    .argument('<side>', 'where the task is: crm or pm')
    .argument('<task>', "the vendor's id of the task")
    .action(async (side: string, task: string, options: TaskOptions) => {
      await ask(shell, tasksShow, { mapping: options.mapping, side, task }, options, taskWords)
    })
}

function offers(shell: Shell): Command {
  return ofMapping(new Command('offers'))
    .description('Show where a task may go on the other side.')
    .argument('<side>', 'where the task is now: crm or pm')
    .argument('<task>', "the vendor's id of the task")
    .action(async (side: string, task: string, options: TaskOptions) => {
      const asked = { mapping: options.mapping, side, task }
      await ask(shell, tasksOffers, asked, options, places =>
        places.length === 0
          ? ['Nowhere: neither a deal nor an account of its own has a counterpart.']
          : places.map(({ pair, id, title }) => `${pair}  ${id}  ${JSON.stringify(title)}`),
      )
    })
}

function toCrm(shell: Shell): Command {
  return ofMapping(new Command('add-to-crm'))
    .description(
      'Add tasks of the project tool to the CRM, on the deal of their project, or else its account.',
    )
    .argument('<task...>', "the project tool's ids of the tasks")
    .option('--deal <id>', 'hang them on this deal of their project')
    .option('--account <id>', 'hang them on the account of their project')
    .action(async (tasks: string[], options: TaskOptions) => {
      const { mapping, deal, account } = options
      if (deal !== undefined && account !== undefined)
        throw new CommandError('usage', 'Choose one of --deal and --account.')
      const id = deal ?? account
      const on = id === undefined ? {} : { on: { pair: deal === undefined ? 'accounts' : 'deals', id } }
      tell(await ask(shell, tasksAddToCrm, { mapping, tasks, ...on }, options, linesOf))
    })
}

function toPm(shell: Shell): Command {
  return ofMapping(new Command('add-to-pm'))
    .description('Add tasks of the CRM to a project of their deal or account.')
    .argument('<task...>', "the CRM's ids of the tasks")
    .option('--project <id>', 'needed where there are several')
    .action(async (tasks: string[], options: TaskOptions) => {
      const { mapping, project } = options
      const into = project === undefined ? {} : { project }
      tell(await ask(shell, tasksAddToPm, { mapping, tasks, ...into }, options, linesOf))
    })
}

function linesOf(asked: readonly AskedTask[]): string[] {
  return asked.map(({ task, was, why, on }) => {
    if (was === 'refused') return `${task}  not added: ${why}`
    if (was === 'linked') return `${task}  has a counterpart already`
    return `${task}  asked for${on ? `, on ${on.pair} ${on.id}` : ', as soon as its project is there'}`
  })
}

/** The command ends with 1 where a task was refused. */
function tell(asked: readonly AskedTask[]): void {
  const refused = asked.filter(one => one.was === 'refused').length
  if (refused > 0) throw new CommandError('refused', `${refused} of ${asked.length} could not be added.`)
}
