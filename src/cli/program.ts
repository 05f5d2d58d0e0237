import { Command } from 'commander'
import { migrate } from '../store/migrate.ts'
import type { Environment } from './environment.ts'
import type { Output } from './output.ts'
import { runSandbox } from './sandbox.ts'
import { startNode } from './start.ts'

export interface Shell {
  readonly environment: () => Environment
  readonly output: Output
  /** Resolves when somebody asks the process to end. */
  readonly untilStopped: () => Promise<void>
}

/** The `baton` command. */
export function program(shell: Shell): Command {
  const baton = new Command('baton').description('Passes the baton from sales to delivery.')
  baton
    .command('start')
    .description('Start a node: webhooks in, work out.')
    .action(async () => {
      const node = await startNode(shell.environment(), shell.output)
      await shell.untilStopped()
      await node.stop()
    })
  baton
    .command('migrate')
    .description('Bring the database up to date.')
    .action(async () => {
      const { databaseUrl } = shell.environment()
      if (databaseUrl === undefined) throw new Error('DATABASE_URL: missing.')
      await migrate(databaseUrl)
      shell.output.say('The database is up to date.')
    })
  baton
    .command('sandbox <connector>')
    .description('Serve a vendor in a box on this machine.')
    .option('--port <number>', 'the port to listen on (0: any free one)', '0')
    .action(async (connector: string, options: { port: string }) => {
      const sandbox = await runSandbox(connector, Number(options.port))
      shell.output.say(`${connector} in a box: ${sandbox.url}  (controls: ${sandbox.url}/__sandbox/state)`)
      shell.output.say(`BATON_HOSTS=${sandbox.hosts}`)
      await shell.untilStopped()
      await sandbox.close()
    })
  baton
    .command('demo')
    .description('The whole story on this machine: database, both vendors in a box, a deal won.')
    .option('--once', 'check the outcome and exit 0 or 1')
    .action(async (options: { once?: boolean }) => {
      const { demo } = await import('./demo/demo.ts')
      await demo(shell, options.once === true)
    })
  return baton
}
