import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import type { Side } from '../core/value.ts'
import type { Engine } from '../engine/engine.ts'
import { checkForAccounts, checkMapping, wordsOf } from '../engine/policies.ts'
import { loadConnectors } from '../engine/registry.ts'
import { connectionNamed } from '../engine/verbs/asked-for.ts'
import { mappingOn } from '../engine/verbs/mapping-on.ts'
import { operator, perform } from '../engine/verbs/verb.ts'
import { withEngine } from './ask-commands.ts'
import { planCommands } from './plan-commands.ts'
import type { Shell } from './shell.ts'
import { mappingStateCommands } from './state-commands.ts'

/** `baton mapping …`: files that say what meets what. */
export function mappingCommand(shell: Shell): Command {
  const mapping = new Command('mapping').description('Files that say what meets what.')
  mapping
    .command('check')
    .description('Read a mapping file and say every mistake at once, by line and column.')
    .argument('<file>')
    .option('--crm <connection>', 'with --pm: also against the fields and choices these two accounts have')
    .option('--pm <connection>')
    .action(async (file: string, options: { crm?: string; pm?: string }) => {
      const text = await readFile(file, 'utf8')
      const { crm, pm } = options
      const checked =
        crm !== undefined && pm !== undefined
          ? await withEngine(shell, engine => checkedForAccounts(engine, text, file, { crm, pm }))
          : { ...checkMapping(text, file, await loadConnectors()), notes: [] }
      if (!checked.ok) throw new Error(checked.problems.map(wordsOf).join('\n'))
      shell.output.say(`${file} holds: ${Object.keys(checked.policy.pairs).join(', ')}.`)
      for (const note of checked.notes) shell.output.say(`note: ${wordsOf(note)}`)
    })
  mapping
    .command('on')
    .description('Switch a mapping on: both sides are read, then kept the same.')
    .argument('<file>')
    .requiredOption('--crm <connection>', 'the connection for the CRM')
    .requiredOption('--pm <connection>', 'the connection for the project tool')
    .action(async (file: string, options: { crm: string; pm: string }) => {
      const text = await readFile(file, 'utf8')
      const on = await withEngine(shell, engine =>
        perform(engine, mappingOn, operator(), { text, file, ...options }),
      )
      shell.output.say(`The mapping "${on.name}" is on.`)
      for (const note of on.notes) shell.output.say(`note: ${note}`)
    })
  for (const command of [...planCommands(shell), ...mappingStateCommands(shell)]) mapping.addCommand(command)
  return mapping
}

async function checkedForAccounts(engine: Engine, text: string, file: string, names: Record<Side, string>) {
  const crm = await connectionNamed(engine.pool, names.crm)
  const pm = await connectionNamed(engine.pool, names.pm)
  const checked = await checkForAccounts(engine, text, file, { crm, pm })
  const strictly = checked.ok ? await checkForAccounts(engine, text, file, { crm, pm }, []) : checked
  // Words that only other accounts have stop nothing; one that is mistyped is seen here.
  return { ...checked, notes: checked.ok && !strictly.ok ? strictly.problems : [] }
}
