import { Command } from 'commander'
import { z } from 'zod'
import { pairNames } from '../core/policy.ts'
import { checkConnections } from '../engine/check-connections.ts'
import { connectionsConnect } from '../engine/verbs/connections-connect.ts'
import { connectionsList } from '../engine/verbs/connections-list.ts'
import { rowsAddCounterpart } from '../engine/verbs/rows-add-counterpart.ts'
import { type AskOptions, ask, asking, type OfMapping, ofMapping } from './ask.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

/** Commands that ask something of Baton and end. A node has to be running for the work itself. */
export function askCommands(shell: Shell): Command[] {
  return [connectCommand(shell), connectionsCommand(shell), addCommand(shell)]
}

const credentials = z.record(z.string(), z.string())

function connectCommand(shell: Shell): Command {
  return asking(new Command('connect'))
    .description('Add a connection, or give one new credentials (as JSON on standard input).')
    .argument('<name>', 'what you call it, e.g. crm')
    .requiredOption('--connector <connector>', 'which vendor: the name of a folder in connectors/')
    .option('--set <name=value...>', "the connector's settings, e.g. dc=eu", [])
    .option('--credentials-of <connection>', 'another connection whose consent covers this one too')
    .option('--hook-secret <secret>', 'what webhooks have to carry; made up when left out')
    .option('--no-check', 'do not ask the vendor at once whether it lets us in')
    .action(async (name: string, options: ConnectOptions) => {
      const { credentialsOf } = options
      const given =
        credentialsOf === undefined
          ? { credentials: readCredentials(await shell.input()) }
          : { credentialsOf }
      const settings = Object.fromEntries(options.set.map(assignment))
      const hookSecret = options.hookSecret === undefined ? {} : { hookSecret: options.hookSecret }
      const asked = { name, connector: options.connector, settings, ...given, ...hookSecret }
      await ask(shell, connectionsConnect, asked, options, () =>
        options.check ? [] : [`"${name}" is kept. A running node finds out whether its vendor lets us in.`],
      )
      if (options.check) await prove(shell, name, options)
    })
}

/** Whoever mistypes a secret should hear it now, and not when a node finds out. */
async function prove(shell: Shell, name: string, { json }: AskOptions): Promise<void> {
  const [found] = await withEngine(shell, engine => checkConnections(engine, [name]))
  if (found?.is === 'out')
    throw new CommandError(
      'refused',
      `"${name}" is kept, but its vendor does not let us in: ${found.why}\nMend what is wrong, and give the same command again: it replaces what was given before.`,
    )
  if (!json && found)
    shell.output.say(
      `"${name}" is kept, and its vendor lets us in: ${found.account}.\nWhat the account lacks, and what to do about it, says: baton doctor ${name}`,
    )
}

interface ConnectOptions extends AskOptions {
  readonly check: boolean
  readonly connector: string
  readonly set: string[]
  readonly credentialsOf?: string
  readonly hookSecret?: string
}

function readCredentials(text: string): z.infer<typeof credentials> {
  try {
    return credentials.parse(JSON.parse(text))
  } catch {
    // What was piped in is secret, so it is not quoted back.
    throw new CommandError(
      'usage',
      'Standard input has to be JSON, as the connector\'s page says, e.g. {"key": "…"}',
    )
  }
}

export function assignment(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new CommandError('usage', `"${text}" is not name=value.`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function connectionsCommand(shell: Shell): Command {
  return asking(new Command('connections'))
    .description('Show the connections and how they are.')
    .action(async (options: AskOptions) => {
      await ask(shell, connectionsList, {}, options, ({ items }) =>
        items.length === 0
          ? ['There are none yet. Add one with: baton connect']
          : items.map(({ name, connector, state, account, pausedWhy }) =>
              [name, connector, state, account ?? 'a node that runs proves it (baton start)', pausedWhy ?? '']
                .join('  ')
                .trimEnd(),
            ),
      )
    })
}

function addCommand(shell: Shell): Command {
  return ofMapping(new Command('add'))
    .description(
      "Ask for a row's counterpart on the other side: 'Create project', 'Add to CRM', 'Add to project'.",
    )
    .argument('<pair>', pairNames.join(', '))
    .argument('<side>', 'where the row is now: crm or pm')
    .argument('<row>', "the vendor's id of the row")
    .action(async (pair: string, side: string, row: string, options: OfMapping) => {
      const asked = { mapping: options.mapping, pair, side, row }
      await ask(shell, rowsAddCounterpart, asked, options, answer => [
        answer === 'asked' ? 'Asked for. A running node makes it now.' : 'It has a counterpart already.',
      ])
    })
}
