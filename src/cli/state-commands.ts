import { Command } from 'commander'
import type { z } from 'zod'
import type { FailingFix } from '../core/failing.ts'
import { connectionsPause } from '../engine/verbs/connections-pause.ts'
import { connectionsRemove } from '../engine/verbs/connections-remove.ts'
import { connectionsResume } from '../engine/verbs/connections-resume.ts'
import { connectionsSameAccount } from '../engine/verbs/connections-same-account.ts'
import { keysList } from '../engine/verbs/keys-list.ts'
import { keysRetry } from '../engine/verbs/keys-retry.ts'
import { linksList } from '../engine/verbs/links-list.ts'
import { mappingDrift } from '../engine/verbs/mapping-drift.ts'
import { mappingGoOn } from '../engine/verbs/mapping-go-on.ts'
import { mappingOff } from '../engine/verbs/mapping-off.ts'
import { mappingPause } from '../engine/verbs/mapping-pause.ts'
import { mappingResume } from '../engine/verbs/mapping-resume.ts'
import { mappingSweep } from '../engine/verbs/mapping-sweep.ts'
import type { Verb } from '../engine/verbs/verb.ts'
import type { ComparedLink } from '../store/compared-links.ts'
import type { Drift } from '../store/drift.ts'
import type { FailingKey } from '../store/failing-keys.ts'
import { type AskOptions, ask, asking, given, more } from './ask.ts'
import type { Shell } from './shell.ts'

/** One verb about one thing by its name, e.g. `baton mapping pause shop`. */
function stateCommand<Ask extends z.ZodObject>(
  shell: Shell,
  of: 'mapping' | 'connection',
  word: string,
  verb: Verb<Ask, z.ZodType<string>>,
  words: string,
): Command {
  const command = asking(new Command(word)).description(`${verb.title}.`).argument(`<${of}>`)
  if ('why' in verb.ask.shape) command.option('--why <words>', 'for whoever finds it so')
  return command.action(async (name: string, options: AskOptions & { why?: string }) => {
    const asked = { [of]: name, ...given({ ...options }, 'why') }
    await ask(shell, verb, asked, options, () => [`"${name}" ${words}`])
  })
}

/** What stands below `baton mapping` beside files. */
export function mappingStateCommands(shell: Shell): Command[] {
  return [
    stateCommand(
      shell,
      'mapping',
      'pause',
      mappingPause,
      'is paused. Nothing that happens meanwhile is lost.',
    ),
    stateCommand(shell, 'mapping', 'resume', mappingResume, 'goes on with what became due meanwhile.'),
    stateCommand(shell, 'mapping', 'off', mappingOff, 'is off. Its links stay.'),
    goOnCommand(shell),
    stateCommand(shell, 'mapping', 'sweep', mappingSweep, 'is compared whole, once, beside its other work.'),
    driftCommand(shell),
    linksCommand(shell),
  ]
}

function driftCommand(shell: Shell): Command {
  return asking(new Command('drift'))
    .description(`${mappingDrift.title}, mapping by mapping.`)
    .action(async (options: AskOptions) => {
      await ask(shell, mappingDrift, {}, options, found =>
        found.length === 0 ? ['No mapping is on.'] : found.map(driftWords),
      )
    })
}

function driftWords({ mapping, links, differing, unverified, oldestSeconds }: Drift): string {
  const oldest =
    oldestSeconds === null ? '' : `, the oldest verified ${(oldestSeconds / 3600).toFixed(1)} hours ago`
  return `${mapping}: ${links} links, ${differing} of them differ, ${unverified} never verified${oldest}.`
}

function linksCommand(shell: Shell): Command {
  return asking(new Command('links'))
    .description(`${linksList.title}, the newest first.`)
    .argument('<mapping>')
    .option('--pair <pair>', 'accounts, deals, tasks or comments')
    .option('--only <which>', 'differing: the sides differ; unverified: never compared whole')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (mapping: string, options: AskOptions) => {
      const asked = { mapping, ...given({ ...options }, 'pair', 'only', 'after', 'limit') }
      await ask(shell, linksList, asked, options, ({ items, next }) =>
        items.length === 0 ? ['There are none.'] : [...items.map(linkWords), ...more(next)],
      )
    })
}

function linkWords({ pair, name, ids, verifiedAt, differs }: ComparedLink): string {
  const compared = verifiedAt === null ? 'never verified' : `verified ${verifiedAt}`
  const state = differs ? `${compared}, differs` : compared
  return `${pair}  ${JSON.stringify(name)}  crm ${ids.crm} = pm ${ids.pm}  ${state}`
}

function goOnCommand(shell: Shell): Command {
  return asking(new Command('go-on'))
    .description(`${mappingGoOn.title}: what it asked for, or the numbers given.`)
    .argument('<mapping>')
    .option('--deletes <count>', 'rows that may be deleted, let go or made anew', Number)
    .option('--overwrites <count>', 'rows of which values may be replaced', Number)
    .action(async (mapping: string, options: AskOptions) => {
      const asked = { mapping, ...given({ ...options }, 'deletes', 'overwrites') }
      await ask(shell, mappingGoOn, asked, options, ({ deletes, overwrites }) => [
        `"${mapping}" goes on. Beyond its brake it may now delete ${deletes} rows and overwrite ${overwrites}, once.`,
      ])
    })
}

/** `baton connection …`: one of those that `baton connections` shows. */
export function connectionCommand(shell: Shell): Command {
  return new Command('connection')
    .description('Pause, resume or remove a connection.')
    .addCommand(stateCommand(shell, 'connection', 'pause', connectionsPause, 'is paused.'))
    .addCommand(
      stateCommand(shell, 'connection', 'resume', connectionsResume, 'proves itself now, and then goes on.'),
    )
    .addCommand(
      stateCommand(
        shell,
        'connection',
        'same-account',
        connectionsSameAccount,
        'is taken for the account it was, proves itself, and then goes on.',
      ),
    )
    .addCommand(
      stateCommand(shell, 'connection', 'remove', connectionsRemove, 'is removed, with its credentials.'),
    )
}

/** `baton failing` and `baton retry`: what could not be done, and once more. */
export function failingCommands(shell: Shell): Command[] {
  const failing = asking(new Command('failing'))
    .description('Show what fails, and what rests until somebody looks at it.')
    .option('--mapping <name>')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: AskOptions) => {
      await ask(
        shell,
        keysList,
        given({ ...options }, 'mapping', 'after', 'limit'),
        options,
        ({ items, next }) =>
          items.length === 0
            ? ['Nothing fails.']
            : [...items.map(wordsOf), '', ...fixWords(items), ...more(next)],
      )
    })
  const retry = asking(new Command('retry'))
    .description('Try again what failed: these keys, or all of a mapping.')
    .argument('<mapping>')
    .argument('[key...]', 'as `baton failing` shows them; all when left out')
    .action(async (mapping: string, keys: string[], options: AskOptions) => {
      const asked = { mapping, ...(keys.length === 0 ? {} : { keys }) }
      await ask(shell, keysRetry, asked, options, ({ retried }) => [
        `${retried} are tried again by a running node.`,
      ])
    })
  return [failing, retry]
}

/** What to do about each class of error that is in a list. */
function fixWords(items: readonly (Pick<FailingKey, 'is'> & { readonly fix: FailingFix })[]): string[] {
  const classes = new Map(items.map(({ is, fix }) => [is, fix]))
  return [...classes].map(([is, { wrong, advice }]) => `${is}: ${wrong} ${advice}`)
}

function wordsOf({ mapping, key, attempts, is, error, rests, since }: FailingKey): string {
  const state = rests ? 'rests' : `tried ${attempts} times`
  return [mapping, key, state, is, `since ${since}`, error ?? ''].filter(Boolean).join('  ')
}
