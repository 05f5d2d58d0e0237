import { CommanderError } from 'commander'
import { exits } from './command-error.ts'
import { logTo } from './log.ts'
import { program } from './program.ts'
import type { Shell } from './shell.ts'
import { toldError } from './told-error.ts'

/** Runs one command line; answers its exit code. Whatever goes wrong is one message, in JSON where that is asked for. */
export async function run(shell: Shell, line: readonly string[]): Promise<number> {
  try {
    await program(shell, { json: line.includes('--json') }).parseAsync([...line], { from: 'user' })
    return exits.done
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exits.done
    return told(shell, error, line.includes('--json'))
  }
}

function told({ environment, output }: Shell, error: unknown, json: boolean): number {
  const { exit, ...said } = toldError(error)
  if (json) output.log(`${JSON.stringify({ error: said })}\n`)
  // The parser has said so already, with the usage below.
  else if (!(error instanceof CommanderError)) output.log(`${said.message}\n`)
  if (isDebugging(environment)) logTo(output, 'debug').debug({ err: error }, 'the whole of it')
  return exits[exit]
}

function isDebugging(environment: Shell['environment']): boolean {
  try {
    return environment().logLevel === 'debug'
  } catch {
    return false
  }
}
