import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { mappingApply } from '../engine/verbs/mapping-apply.ts'
import { mappingPlan } from '../engine/verbs/mapping-plan.ts'
import { mappingPlanChanges } from '../engine/verbs/mapping-plan-changes.ts'
import { mappingPlanned } from '../engine/verbs/mapping-planned.ts'
import { mappingPlans } from '../engine/verbs/mapping-plans.ts'
import { mappingStarts } from '../engine/verbs/mapping-starts.ts'
import { type AskOptions, ask, asking, given } from './ask.ts'
import { CommandError } from './command-error.ts'
import { plannedWords } from './planned-words.ts'
import type { Shell } from './shell.ts'
import { decided, type Waits } from './wait-decided.ts'

/** What stands below `baton mapping` about what would happen. */
export function planCommands(shell: Shell): Command[] {
  return [plan(shell), plans(shell), planned(shell), apply(shell), starts(shell)]
}

function plan(shell: Shell): Command {
  return asking(new Command('plan'))
    .description(
      'Preview what a mapping would do: both sides are read, everything is decided, nothing is written.',
    )
    .argument('<file>')
    .requiredOption('--crm <connection>', 'the connection for the CRM')
    .requiredOption('--pm <connection>', 'the connection for the project tool')
    .option('--no-wait', 'ask for it and end; it is shown by `baton mapping planned`')
    .action(async (file: string, options: AskOptions & Waits & { crm: string; pm: string }) => {
      const { crm, pm } = options
      const asked = { text: await readFile(file, 'utf8'), file, crm, pm }
      await decided(shell, mappingPlan, asked, options, 'A running node reads both sides now.')
    })
}

function plans(shell: Shell): Command {
  return asking(new Command('plans'))
    .description('Show the previews of the last days, the newest first.')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: AskOptions) => {
      await ask(shell, mappingPlans, given({ ...options }, 'limit'), options, ({ items }) =>
        items.length === 0
          ? ['There is none yet. Make one with: baton mapping plan']
          : items.map(({ preview, name, state, outcome, by, at }) =>
              [preview, name, outcome ?? state, `by ${by}`, at].join('  '),
            ),
      )
    })
}

function starts(shell: Shell): Command {
  return asking(new Command('starts'))
    .description(
      'Print a mapping that comes with Baton, to begin your own with; without a name, which ones there are.',
    )
    .argument('[name]')
    .action(async (name: string | undefined, options: AskOptions) => {
      await ask(shell, mappingStarts, {}, options, ({ items }) => {
        if (name === undefined) return items.map(one => [one.name, one.title].join('  '))
        const found = items.find(one => one.name === name)
        if (found) return [found.text.trimEnd()]
        throw new CommandError(
          'usage',
          `There is no "${name}". There are: ${items.map(one => one.name).join(', ')}.`,
        )
      })
    })
}

function planned(shell: Shell): Command {
  return asking(new Command('planned'))
    .description('Show a preview: how far it is, how much of what would happen, and each of it.')
    .argument('<preview>')
    .option('--pair <pair>', 'accounts, deals or tasks')
    .option('--verdict <verdict>', 'only these, e.g. create, update, link, hold')
    .option('--since <preview>', 'instead: what has changed since that one')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (preview: string, options: AskOptions & { since?: string }) => {
      if (options.since !== undefined) return changes(shell, options.since, preview, options)
      const asked = { preview, ...given({ ...options }, 'pair', 'verdict', 'after', 'limit') }
      await ask(shell, mappingPlanned, asked, options, plannedWords)
    })
}

function apply(shell: Shell): Command {
  return asking(new Command('apply'))
    .description(
      'Switch a mapping on to do exactly what a preview shows; if anything else would be done by now, nothing is.',
    )
    .argument('<preview>')
    .option('--no-wait', 'ask for it and end; what came of it is shown by `baton mapping planned`')
    .action(async (preview: string, options: AskOptions & Waits) => {
      const reads = `A running node reads both sides anew, and does it if it is what preview ${preview} shows.`
      const planned = await decided(shell, mappingApply, { preview }, options, reads)
      if (planned?.outcome === 'changed')
        throw new CommandError('refused', 'Nothing was done: it would not be what was looked at.')
    })
}

async function changes(shell: Shell, before: string, now: string, options: AskOptions): Promise<void> {
  await ask(shell, mappingPlanChanges, { before, now }, options, found =>
    found.length === 0
      ? ['Nothing has changed: what would happen is what was looked at then.']
      : found.map(
          ({ key, name, before, now }) => `${name ?? key}  ${before ?? 'nothing'} -> ${now ?? 'nothing'}`,
        ),
  )
}
