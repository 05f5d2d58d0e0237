import { type Command, Option } from 'commander'
import { exits, meaningOf } from './command-error.ts'
import { examples } from './examples.ts'
import type { Output } from './output.ts'

/** What all commands have in common: `--json`, examples, and errors that are thrown instead of ending the process. */
export function finish(command: Command, output: Output, json: boolean, path: readonly string[] = []): void {
  const isLeaf = command.commands.length === 0
  if (isLeaf && !command.options.some(option => option.long === '--json'))
    command.addOption(new Option('--json', 'answer in JSON, for programs'))
  for (const line of examples[path.join(' ')] ?? []) command.addHelpText('after', `\n  $ baton ${line}`)
  command
    .exitOverride()
    .showHelpAfterError(json ? false : `(more with: baton ${[...path, '--help'].join(' ')})`)
    .configureOutput({
      writeOut: text => output.say(text.trimEnd()),
      writeErr: text => output.log(text),
      // With --json the error is told as JSON, once.
      outputError: (text, write) => (json ? undefined : write(text)),
    })
  for (const one of command.commands) finish(one, output, json, [...path, one.name()])
}

/** For the end of `baton --help`. */
export function exitWords(): string {
  const lines = Object.entries(exits).map(
    ([name, code]) => `  ${code}`.padEnd(6) + meaningOf[name as keyof typeof exits],
  )
  return `\nExit codes:\n${lines.join('\n')}\n\nWith --json a command says one JSON document, and an error is {"error": {"code", "message"}} on standard error.`
}
