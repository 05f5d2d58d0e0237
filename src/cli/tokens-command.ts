import { Command } from 'commander'
import { tokensCreate } from '../engine/verbs/tokens-create.ts'
import { tokensList } from '../engine/verbs/tokens-list.ts'
import { tokensRevoke } from '../engine/verbs/tokens-revoke.ts'
import { operator, perform } from '../engine/verbs/verb.ts'
import { withEngine } from './ask-commands.ts'
import type { Shell } from './shell.ts'

/** `baton tokens …`: who may ask over the API. */
export function tokensCommand(shell: Shell): Command {
  const tokens = new Command('tokens').description('Who may ask over the API.')
  tokens.addCommand(create(shell)).addCommand(list(shell)).addCommand(revoke(shell))
  return tokens
}

function create(shell: Shell): Command {
  return new Command('create')
    .description('Make a token. It is told this once.')
    .argument('<name>', 'what it is for; stands in the journal as whoever asked')
    .requiredOption('--role <role>', 'admin, sales or viewer')
    .option('--days <days>', 'until it expires', Number)
    .action(async (name: string, options: { role: string; days?: number }) => {
      const { token } = await withEngine(shell, engine =>
        perform(engine, tokensCreate, operator(), { name, ...options }),
      )
      shell.output.say(token)
    })
}

function list(shell: Shell): Command {
  return new Command('list')
    .description('Show the tokens: whose, with which role, and when they were last used.')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const { items } = await withEngine(shell, engine => perform(engine, tokensList, operator(), {}))
      if (options.json) return shell.output.say(JSON.stringify(items))
      if (items.length === 0) shell.output.say('There are none yet. Make one with: baton tokens create')
      for (const { name, role, expiresAt, usedAt } of items)
        shell.output.say(
          `${name}  ${role}  ${expiresAt === null ? 'does not expire' : `until ${expiresAt}`}  last used: ${usedAt ?? 'never'}`,
        )
    })
}

function revoke(shell: Shell): Command {
  return new Command('revoke')
    .description('End a token at once.')
    .argument('<name>')
    .action(async (name: string) => {
      await withEngine(shell, engine => perform(engine, tokensRevoke, operator(), { name }))
      shell.output.say(`"${name}" is revoked.`)
    })
}
