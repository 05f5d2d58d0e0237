import { Command, Option } from 'commander'
import type { Sandbox } from '../spi/index.ts'
import { migrate } from '../store/migrate.ts'
import { accountsCommand } from './accounts-command.ts'
import { type AskOptions, tell } from './ask.ts'
import { askCommands } from './ask-commands.ts'
import { checkCommand } from './check-command.ts'
import { CommandError } from './command-error.ts'
import { consentCommand } from './consent-command.ts'
import { dealsCommand } from './deals-command.ts'
import { demoCommand } from './demo/demo-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { exitWords, finish } from './finish.ts'
import { holdsCommand } from './holds-command.ts'
import { journalCommands } from './journal-commands.ts'
import { mailCommand } from './mail-command.ts'
import { mappingCommand } from './mapping-command.ts'
import { peopleCommand } from './people-command.ts'
import { runSandbox } from './sandbox.ts'
import { secretsCommand } from './secrets-command.ts'
import type { Shell } from './shell.ts'
import { type Role, roles, startNode } from './start.ts'
import { connectionCommand, failingCommands } from './state-commands.ts'
import { syncCommand } from './sync-command.ts'
import { tasksCommand } from './tasks-command.ts'
import { tokensCommand } from './tokens-command.ts'
import { usersCommand } from './users-command.ts'
import { ownVersion } from './version.ts'

/** The `baton` command. `json`: errors are told in JSON, too. */
export function program(shell: Shell, { json } = { json: false }): Command {
  const baton = new Command('baton')
    .description('Passes the baton from sales to delivery.')
    .version(ownVersion(), '--version', 'which Baton this is')
    .addHelpText('after', exitWords())
  const asks = [
    ...askCommands(shell),
    consentCommand(shell),
    connectionCommand(shell),
    checkCommand(shell),
    doctorCommand(shell),
    mappingCommand(shell),
    syncCommand(shell),
    holdsCommand(shell),
    accountsCommand(shell),
    ...journalCommands(shell),
    ...failingCommands(shell),
    mailCommand(shell),
    peopleCommand(shell),
    usersCommand(shell),
    dealsCommand(shell),
    tasksCommand(shell),
  ]
  for (const command of [start(shell), migrateCommand(shell), ...asks]) baton.addCommand(command)
  baton.addCommand(tokensCommand(shell))
  baton.addCommand(secretsCommand(shell))
  baton.addCommand(sandbox(shell))
  baton.addCommand(demoCommand(shell))
  finish(baton, shell.output, json)
  return baton
}

function start(shell: Shell): Command {
  return new Command('start')
    .description('Start a node: webhooks in, work out. It ends in order when it is asked to.')
    .addOption(
      new Option('--role <role...>', 'what this node does').choices(roles).default([...roles], 'both'),
    )
    .action(async (options: AskOptions & { role: Role[] }) => {
      const starting = startNode(shell.environment(), shell.output, options.role)
      const node = await Promise.race([starting, shell.untilStopped()])
      if (!node) return
      tell(shell, options, { roles: options.role, url: node.url }, [])
      const unfit = await Promise.race([shell.untilStopped(), node.unfit])
      if (!unfit) return node.stop()
      // What it cannot put away any more is no reason to say anything else.
      await node.stop().catch(() => {})
      throw unfit
    })
}

function migrateCommand(shell: Shell): Command {
  return new Command('migrate')
    .description('Bring the database up to date. Nodes do so by themselves when they start.')
    .action(async (options: AskOptions) => {
      const { databaseUrl } = shell.environment()
      if (databaseUrl === undefined)
        throw new CommandError('settings', 'DATABASE_URL: missing. Say which PostgreSQL to use.')
      await migrate(databaseUrl)
      tell(shell, options, { upToDate: true }, ['The database is up to date.'])
    })
}

function sandbox(shell: Shell): Command {
  return new Command('sandbox')
    .description('Serve a vendor in a box on this machine.')
    .argument('<connector>', 'its name: that of its folder in connectors/')
    .option('--port <number>', 'the port to listen on (0: any free one)', '0')
    .action(async (connector: string, options: AskOptions & { port: string }) => {
      const running = await runSandbox(connector, readPort(options.port))
      const { url, hosts, sandbox } = running
      const { settings, credentials } = sandbox
      tell(shell, options, { connector, url, hosts, settings, credentials }, [
        `${connector} in a box: ${url}  (look behind it: ${url}/__sandbox/state)`,
        // Of two boxes whose lines are pasted into one shell both are reached.
        `export BATON_HOSTS="\${BATON_HOSTS:+$BATON_HOSTS,}${hosts}"`,
        `Connect it, where that is set: ${connectLine(connector, sandbox)}`,
        'Act as a person at its own screen, in this order:',
        ...sandbox.examples.map(act => `   curl ${url}/__sandbox/person -d '${JSON.stringify(act)}'`),
      ])
      await shell.untilStopped()
      await running.close()
    })
}

/** A command to copy: whatever the box is asked for is made up. */
function connectLine(connector: string, { settings, credentials }: Sandbox): string {
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const given = JSON.stringify(credentials)
  return `echo '${given}' | npx baton connect NAME --connector ${connector}${set.length > 0 ? ` --set ${set.join(' ')}` : ''}`
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new CommandError('usage', `"${text}" is no port: a number from 0 to 65535, 0 for any free one.`)
}
