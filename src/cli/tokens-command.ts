import { Command } from 'commander'
import { tokensCreate } from '../engine/verbs/tokens-create.ts'
import { tokensList } from '../engine/verbs/tokens-list.ts'
import { tokensRevoke } from '../engine/verbs/tokens-revoke.ts'
import type { ApiToken } from '../store/api-tokens.ts'
import { type AskOptions, ask, asking, given } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton tokens …`: who may ask over the API. */
export function tokensCommand(shell: Shell): Command {
  const tokens = new Command('tokens').description('Who may ask over the API.')
  tokens.addCommand(create(shell)).addCommand(list(shell)).addCommand(revoke(shell))
  return tokens
}

function create(shell: Shell): Command {
  return asking(new Command('create'))
    .description('Make a token. It is told this once.')
    .argument('<name>', 'what it is for; stands in the journal as whoever asked')
    .requiredOption('--role <role>', 'admin, sales or viewer')
    .option('--days <days>', 'until it expires', Number)
    .action(async (name: string, options: AskOptions) => {
      const asked = { name, ...given({ ...options }, 'role', 'days') }
      await ask(shell, tokensCreate, asked, options, ({ token }) => [token])
    })
}

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description('Show the tokens: whose, with which role, and when they were last used.')
    .action(async (options: AskOptions) => {
      await ask(shell, tokensList, {}, options, ({ items }) =>
        items.length === 0 ? ['There are none yet. Make one with: baton tokens create'] : items.map(wordsOf),
      )
    })
}

function wordsOf({ name, role, expiresAt, usedAt }: ApiToken): string {
  const until = expiresAt === null ? 'does not expire' : `until ${expiresAt}`
  return [name, role, until, `last used: ${usedAt ?? 'never'}`].join('  ')
}

function revoke(shell: Shell): Command {
  return asking(new Command('revoke'))
    .description('End a token at once.')
    .argument('<name>')
    .action(async (name: string, options: AskOptions) => {
      await ask(shell, tokensRevoke, { name }, options, () => [`"${name}" is revoked.`])
    })
}
