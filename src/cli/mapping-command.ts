import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import type { Side } from '../core/value.ts'
import type { Engine } from '../engine/engine.ts'
import { checkForAccounts, checkMapping, wordsOf } from '../engine/policies.ts'
import { loadConnectors } from '../engine/registry.ts'
import { connectionNamed } from '../engine/verbs/asked-for.ts'
import { mappingList } from '../engine/verbs/mapping-list.ts'
import { mappingOn } from '../engine/verbs/mapping-on.ts'
import { type AskOptions, ask, asking, tell } from './ask.ts'
import { CommandError } from './command-error.ts'
import { diffCommand } from './diff-command.ts'
import { planCommands } from './plan-commands.ts'
import type { Shell } from './shell.ts'
import { mappingStateCommands } from './state-commands.ts'
import { withEngine } from './with-engine.ts'

/** `baton mapping …`: files that say what meets what. */
export function mappingCommand(shell: Shell): Command {
  const mapping = new Command('mapping').description('Files that say what meets what.')
  const own = [list(shell), check(shell), diffCommand(shell), on(shell)]
  for (const command of [...own, ...planCommands(shell), ...mappingStateCommands(shell)])
    mapping.addCommand(command)
  return mapping
}

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description(`${mappingList.title}: between what, and whether they are on.`)
    .action(async (options: AskOptions) => {
      await ask(shell, mappingList, {}, options, ({ items }) =>
        items.length === 0
          ? ['There are none yet. Switch one on with: baton mapping on']
          : items.map(({ name, state, connections, pausedWhy, broken }) =>
              [
                name,
                stateWords(state, pausedWhy),
                `${connections.crm} and ${connections.pm}`,
                pausedWhy,
                broken,
              ]
                .filter(Boolean)
                .join('  '),
            ),
      )
    })
}

/** What stopped it is said beside it until it has written something again. */
function stateWords(state: string, pausedWhy: string | null): string {
  return state === 'on' && pausedWhy !== null ? 'on, tried again after it was stopped' : state
}

function check(shell: Shell): Command {
  return new Command('check')
    .description('Read a mapping file and say its mistakes, each by line and column.')
    .argument('<file>')
    .option('--crm <connection>', 'with --pm: also against the fields and choices these two accounts have')
    .option('--pm <connection>')
    .action(async (file: string, options: AskOptions & { crm?: string; pm?: string }) => {
      const text = await readFile(file, 'utf8')
      const { crm, pm } = options
      const checked =
        crm !== undefined && pm !== undefined
          ? await withEngine(shell, engine => checkedForAccounts(engine, text, file, { crm, pm }))
          : { ...checkMapping(text, file, await loadConnectors()), notes: [] }
      if (!checked.ok) {
        const { problems } = checked
        throw new CommandError('usage', problems.map(wordsOf).join('\n'), 'mapping/mistakes', problems)
      }
      const pairs = Object.keys(checked.policy.pairs)
      tell(shell, options, { file, pairs, notes: checked.notes }, [
        `${file} holds: ${pairs.join(', ')}.`,
        ...checked.notes.map(note => `note: ${wordsOf(note)}`),
      ])
    })
}

function on(shell: Shell): Command {
  return asking(new Command('on'))
    .description('Switch a mapping on: both sides are read, then kept the same.')
    .argument('<file>')
    .requiredOption('--crm <connection>', 'the connection for the CRM')
    .requiredOption('--pm <connection>', 'the connection for the project tool')
    .action(async (file: string, options: AskOptions & { crm: string; pm: string }) => {
      const { crm, pm } = options
      const asked = { text: await readFile(file, 'utf8'), file, crm, pm }
      await ask(shell, mappingOn, asked, options, ({ name, notes }) => [
        `The mapping "${name}" is on.`,
        ...notes.map(note => `note: ${note}`),
      ])
    })
}

async function checkedForAccounts(engine: Engine, text: string, file: string, names: Record<Side, string>) {
  const crm = await connectionNamed(engine.pool, names.crm)
  const pm = await connectionNamed(engine.pool, names.pm)
  const checked = await checkForAccounts(engine, text, file, { crm, pm })
  const strictly = checked.ok ? await checkForAccounts(engine, text, file, { crm, pm }, []) : checked
  // Words that only other accounts have stop nothing; one that is mistyped is seen here.
  return { ...checked, notes: checked.ok && !strictly.ok ? strictly.problems : [] }
}
