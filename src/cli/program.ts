import { Command, Option } from 'commander'
import { migrate } from '../store/migrate.ts'
import { accountsCommand } from './accounts-command.ts'
import { askCommands } from './ask-commands.ts'
import { consentCommand } from './consent-command.ts'
import { dealsCommand } from './deals-command.ts'
import { demoCommand } from './demo/demo-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { holdsCommand } from './holds-command.ts'
import { journalCommands } from './journal-commands.ts'
import { mappingCommand } from './mapping-command.ts'
import { runSandbox } from './sandbox.ts'
import type { Shell } from './shell.ts'
import { type Role, roles, startNode } from './start.ts'
import { connectionCommand, failingCommands } from './state-commands.ts'
import { tasksCommand } from './tasks-command.ts'
import { tokensCommand } from './tokens-command.ts'
import { usersCommand } from './users-command.ts'

/** The `baton` command. */
export function program(shell: Shell): Command {
  const baton = new Command('baton')
    .description('Passes the baton from sales to delivery.')
    .showHelpAfterError()
  const asks = [
    ...askCommands(shell),
    consentCommand(shell),
    connectionCommand(shell),
    doctorCommand(shell),
    mappingCommand(shell),
    holdsCommand(shell),
    accountsCommand(shell),
    ...journalCommands(shell),
    ...failingCommands(shell),
    usersCommand(shell),
    dealsCommand(shell),
    tasksCommand(shell),
  ]
  for (const command of [start(shell), migrateCommand(shell), ...asks]) baton.addCommand(command)
  baton.addCommand(tokensCommand(shell))
  baton.addCommand(sandbox(shell))
  baton.addCommand(demoCommand(shell))
  return baton
}

function start(shell: Shell): Command {
  return new Command('start')
    .description('Start a node: webhooks in, work out.')
    .addOption(
      new Option('--role <role...>', 'what this node does').choices(roles).default([...roles], 'both'),
    )
    .action(async (options: { role: Role[] }) => {
      const starting = startNode(shell.environment(), shell.output, options.role)
      const node = await Promise.race([starting, shell.untilStopped()])
      if (!node) return
      await shell.untilStopped()
      await node.stop()
    })
}

function migrateCommand(shell: Shell): Command {
  return new Command('migrate').description('Bring the database up to date.').action(async () => {
    const { databaseUrl } = shell.environment()
    if (databaseUrl === undefined) throw new Error('DATABASE_URL: missing. Say which PostgreSQL to use.')
    await migrate(databaseUrl)
    shell.output.say('The database is up to date.')
  })
}

function sandbox(shell: Shell): Command {
  return new Command('sandbox')
    .description('Serve a vendor in a box on this machine.')
    .argument('<connector>', 'its name: that of its folder in connectors/')
    .option('--port <number>', 'the port to listen on (0: any free one)', '0')
    .action(async (connector: string, options: { port: string }) => {
      const running = await runSandbox(connector, Number(options.port))
      shell.output.say(
        `${connector} in a box: ${running.url}  (look behind it: ${running.url}/__sandbox/state)`,
      )
      shell.output.say(`BATON_HOSTS=${running.hosts}`)
      await shell.untilStopped()
      await running.close()
    })
}
