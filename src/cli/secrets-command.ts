import { Command } from 'commander'
import { secretsList } from '../engine/verbs/secrets-list.ts'
import { secretsRotate } from '../engine/verbs/secrets-rotate.ts'
import { type AskOptions, ask, asking } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton secrets …`: the keys that credentials and tokens are sealed with. */
export function secretsCommand(shell: Shell): Command {
  const secrets = new Command('secrets').description('The keys that credentials and tokens are sealed with.')
  return secrets.addCommand(list(shell)).addCommand(rotate(shell))
}

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description(`${secretsList.title}, by the keys' ids.`)
    .action(async (options: AskOptions) => {
      await ask(shell, secretsList, {}, options, ({ key, items }) => [
        `BATON_SECRET is the key ${key}.`,
        ...items.map(
          one =>
            `${one.key}  ${one.count} ${one.of}${one.isReadable ? '' : '  cannot be read: name the key in BATON_SECRET_OTHERS'}`,
        ),
      ])
    })
}

function rotate(shell: Shell): Command {
  return asking(new Command('rotate'))
    .description(
      'Seal everything with BATON_SECRET. What another key sealed is read with BATON_SECRET_OTHERS.',
    )
    .action(async (options: AskOptions) => {
      await ask(shell, secretsRotate, {}, options, ({ key, sealed, left }) => [
        `${sealed} ${sealed === 1 ? 'secret is' : 'secrets are'} sealed with the key ${key} now.`,
        left === 0
          ? 'No other key is needed any more: start the nodes without BATON_SECRET_OTHERS.'
          : `${left} were sealed with another key meanwhile. Give all nodes the new BATON_SECRET, then rotate again.`,
      ])
    })
}
