import { Command } from 'commander'
import type { z } from 'zod'
import { mailList } from '../engine/verbs/mail-list.ts'
import { mailRetry } from '../engine/verbs/mail-retry.ts'
import { mailTest } from '../engine/verbs/mail-test.ts'
import { type AskOptions, ask, asking, given } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton mail …`: what was sent to whom, and what could not be. */
export function mailCommand(shell: Shell): Command {
  return new Command('mail')
    .description('Mails: what was sent to whom, and what could not be.')
    .addCommand(list(shell))
    .addCommand(retry(shell))
    .addCommand(test(shell))
}

type Letter = z.output<typeof mailList.answer>['items'][number]

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description('Show the mails: those that were given up first, then those that wait.')
    .option('--search <part>', 'of the address or the subject')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: AskOptions) => {
      await ask(shell, mailList, given({ ...options }, 'search', 'limit'), options, ({ items }) =>
        items.length === 0 ? ['There are none.'] : items.map(wordsOf),
      )
    })
}

function wordsOf(letter: Letter): string {
  const { messageId, recipient, subject, error } = letter
  return [stateOf(letter), recipient, JSON.stringify(subject), messageId, error ?? '']
    .filter(Boolean)
    .join('  ')
}

function stateOf({ sentAt, givenUpAt, nextTryAt, attempts }: Letter): string {
  if (givenUpAt !== null) return `given up ${givenUpAt} after ${attempts} times`
  if (sentAt !== null) return `sent ${sentAt}`
  return attempts === 0 ? 'waits' : `tried ${attempts} times, next ${nextTryAt}`
}

function retry(shell: Shell): Command {
  return asking(new Command('retry'))
    .description(`${mailRetry.title} that were given up.`)
    .argument('[message...]', 'as `baton mail list` shows them; all when left out')
    .action(async (messages: string[], options: AskOptions) => {
      const asked = messages.length === 0 ? {} : { messages }
      await ask(shell, mailRetry, asked, options, ({ retried }) => [
        `${retried} are tried again by a running node.`,
      ])
    })
}

function test(shell: Shell): Command {
  return asking(new Command('test'))
    .description(`${mailTest.title}, to see that mails arrive.`)
    .argument('<address>')
    .action(async (to: string, options: AskOptions) => {
      await ask(shell, mailTest, { to }, options, ({ messageId }) => [`It is on its way: ${messageId}`])
    })
}
