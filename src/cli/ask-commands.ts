import { Command } from 'commander'
import { z } from 'zod'
import { pairNames } from '../core/policy.ts'
import type { Engine } from '../engine/engine.ts'
import { connectionsConnect } from '../engine/verbs/connections-connect.ts'
import { rowsAddCounterpart } from '../engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../engine/verbs/verb.ts'
import { allConnections } from '../store/connections.ts'
import type { Shell } from './shell.ts'
import { openEngine } from './start.ts'

/** Commands that ask something of Baton and end. A node has to be running for the work itself. */
export function askCommands(shell: Shell): Command[] {
  return [connectCommand(shell), connectionsCommand(shell), addCommand(shell)]
}

/** Opens an engine for one question and closes it again. */
export async function withEngine<T>(shell: Shell, ask: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({ ...shell.environment(), logLevel: 'silent' }, shell.output)
  try {
    return await ask(engine)
  } finally {
    await engine.pool.end()
  }
}

const credentials = z.record(z.string(), z.string())

function connectCommand(shell: Shell): Command {
  return new Command('connect')
    .description('Add a connection, or give one new credentials (as JSON on standard input).')
    .argument('<name>', 'what you call it, e.g. crm')
    .requiredOption('--connector <connector>', 'which vendor: the name of a folder in connectors/')
    .option('--set <name=value...>', "the connector's settings, e.g. dc=eu", [])
    .option('--credentials-of <connection>', 'another connection whose consent covers this one too')
    .option('--hook-secret <secret>', 'what webhooks have to carry; made up when left out')
    .addHelpText(
      'after',
      '\nExample:\n  baton connect crm --connector <connector> --set dc=eu < credentials.json',
    )
    .action(async (name: string, options: ConnectOptions) => {
      const { credentialsOf } = options
      const given =
        credentialsOf === undefined
          ? { credentials: readCredentials(await shell.input()) }
          : { credentialsOf }
      const settings = Object.fromEntries(options.set.map(assignment))
      const hookSecret = options.hookSecret === undefined ? {} : { hookSecret: options.hookSecret }
      await withEngine(shell, engine =>
        perform(engine, connectionsConnect, operator(), {
          name,
          connector: options.connector,
          settings,
          ...given,
          ...hookSecret,
        }),
      )
      shell.output.say(`"${name}" is added. A running node proves it now; see it with: baton connections`)
      shell.output.say(`What the account lacks, and what to do about it, says: baton doctor ${name}`)
    })
}

interface ConnectOptions {
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
    throw new Error('Standard input has to be JSON, as the connector\'s page says, e.g. {"key": "…"}')
  }
}

export function assignment(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new Error(`"${text}" is not name=value.`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function connectionsCommand(shell: Shell): Command {
  return new Command('connections').description('Show the connections and how they are.').action(async () => {
    const all = await withEngine(shell, engine => allConnections(engine.pool))
    if (all.length === 0) shell.output.say('There are none yet. Add one with: baton connect')
    for (const { name, connector, state, account, pausedWhy } of all)
      shell.output.say(
        [name, connector, state, account ?? 'not proved yet', pausedWhy ?? ''].join('  ').trimEnd(),
      )
  })
}

function addCommand(shell: Shell): Command {
  return new Command('add')
    .description(
      "Ask for a row's counterpart on the other side: 'Create project', 'Add to CRM', 'Add to project'.",
    )
    .argument('<pair>', pairNames.join(', '))
    .argument('<side>', 'where the row is now: crm or pm')
    .argument('<row>', "the vendor's id of the row")
    .requiredOption('--mapping <name>', 'which mapping')
    .option('--by <who>', 'who asks; stands in the journal', 'command line')
    .action(async (pair: string, side: string, row: string, options: { mapping: string; by: string }) => {
      const { by, mapping } = options
      const ask = { mapping, pair, side, row }
      const answer = await withEngine(shell, engine => perform(engine, rowsAddCounterpart, operator(by), ask))
      shell.output.say(
        answer === 'asked' ? 'Asked for. A running node makes it now.' : 'It has a counterpart already.',
      )
    })
}
