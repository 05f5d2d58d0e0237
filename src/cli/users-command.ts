import { Command, Option } from 'commander'
import { usersInvite } from '../engine/verbs/users-invite.ts'
import { usersList } from '../engine/verbs/users-list.ts'
import { usersNewLink } from '../engine/verbs/users-new-link.ts'
import { usersRevoke } from '../engine/verbs/users-revoke.ts'
import { usersSetRole } from '../engine/verbs/users-set-role.ts'
import { roles } from '../engine/verbs/verb.ts'
import { type AskOptions, ask, asking } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton users …`: who may sign in to the console. */
export function usersCommand(shell: Shell): Command {
  const users = new Command('users').description('Who may sign in to the console.')
  for (const make of [list, invite, setRole, newLink, revoke]) users.addCommand(make(shell))
  return users
}

const role = () => new Option('--role <role>', 'what they may do').choices(roles).makeOptionMandatory()

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description(`${usersList.title}.`)
    .action(async (options: AskOptions) => {
      await ask(shell, usersList, {}, options, ({ items }) =>
        items.length === 0
          ? ['Nobody yet. Let somebody in with: baton users invite']
          : items.map(({ email, name, role, signedInAt }) =>
              [email, name, role, `last signed in: ${signedInAt ?? 'never'}`].join('  '),
            ),
      )
    })
}

function invite(shell: Shell): Command {
  return asking(new Command('invite'))
    .description('Let somebody sign in: answers the link by which they choose a password, told this once.')
    .argument('<email>')
    .argument('<name>')
    .addOption(role())
    .action(async (email: string, name: string, options: AskOptions & { role: string }) => {
      await ask(shell, usersInvite, { email, name, role: options.role }, options, ({ path }) => [
        `Give ${email} this link: ${shell.environment().config.ownUrl}${path}`,
      ])
    })
}

function setRole(shell: Shell): Command {
  return asking(new Command('set-role'))
    .description(`${usersSetRole.title}.`)
    .argument('<email>')
    .addOption(role())
    .action(async (email: string, options: AskOptions & { role: string }) => {
      await ask(shell, usersSetRole, { email, role: options.role }, options, () => [
        `${email} has the role ${options.role} now.`,
      ])
    })
}

function newLink(shell: Shell): Command {
  return asking(new Command('new-link'))
    .description(`${usersNewLink.title}.`)
    .argument('<email>')
    .action(async (email: string, options: AskOptions) => {
      await ask(shell, usersNewLink, { email }, options, ({ path }) => [
        `Give ${email} this link: ${shell.environment().config.ownUrl}${path}`,
      ])
    })
}

function revoke(shell: Shell): Command {
  return asking(new Command('revoke'))
    .description(`${usersRevoke.title}.`)
    .argument('<email>')
    .action(async (email: string, options: AskOptions) => {
      await ask(shell, usersRevoke, { email }, options, () => [`${email} can sign in no more.`])
    })
}
