import { Command } from 'commander'
import { type Checked, checkConnections } from '../engine/check-connections.ts'
import { type AskOptions, tell } from './ask.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

/** `baton check`: whether the vendors let us in, asked of them now. */
export function checkCommand(shell: Shell): Command {
  return new Command('check')
    .description('Ask each vendor now whether it lets us in, and as whom. Needs no running node.')
    .argument('[connection...]', 'these; all when left out')
    .action(async (names: string[], options: AskOptions) => {
      const found = await withEngine(shell, engine => checkConnections(engine, names))
      tell(
        shell,
        options,
        found,
        found.length === 0 ? ['There are none yet. Add one with: baton connect'] : found.map(wordsOf),
      )
      const out = found.filter(one => one.is === 'out').length
      if (out > 0) throw new CommandError('refused', `${out} of ${found.length} did not let us in.`)
    })
}

function wordsOf(one: Checked): string {
  return one.is === 'in' ? `${one.connection}  lets us in: ${one.account}` : `${one.connection}  ${one.why}`
}
