import { Command } from 'commander'
import { accountsAccept } from '../engine/verbs/accounts-accept.ts'
import { accountsChanges } from '../engine/verbs/accounts-changes.ts'
import { accountsChoose } from '../engine/verbs/accounts-choose.ts'
import { accountsCreateClient } from '../engine/verbs/accounts-create-client.ts'
import { accountsIgnore } from '../engine/verbs/accounts-ignore.ts'
import { accountsList } from '../engine/verbs/accounts-list.ts'
import { accountsNameClient } from '../engine/verbs/accounts-name-client.ts'
import { accountsRerun } from '../engine/verbs/accounts-rerun.ts'
import { accountsShow } from '../engine/verbs/accounts-show.ts'
import { accountsUndo } from '../engine/verbs/accounts-undo.ts'
import { accountProjectCommands } from './account-projects.ts'
import { accountWords, changeWords, linkedWords, rerunWords, undoneWords } from './account-words.ts'
import { ask, given, type OfMapping, ofMapping } from './ask.ts'
import { clientWords } from './client-words.ts'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'

/** `baton accounts …`: which account is which client. */
export function accountsCommand(shell: Shell): Command {
  const accounts = new Command('accounts').description('Which account is which client.')
  for (const make of [list, show, accept, choose, create, name, ignore, undo, rerun, changes])
    accounts.addCommand(make(shell))
  for (const command of accountProjectCommands(shell)) accounts.addCommand(command)
  return accounts
}

function list(shell: Shell): Command {
  return ofMapping(new Command('list'))
    .description('Show who is mapped, who could be, and who has nobody.')
    .argument('[state]', 'mapped, named, suggested, ambiguous, unmatched, ignored, inactive', 'suggested')
    .option('--side <side>', 'whose rows: crm or pm')
    .option('--search <text>', 'a part of the name')
    .option('--after <next>', 'go on after this page')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (state: string, options: OfMapping) => {
      const filter = given({ ...options }, 'mapping', 'side', 'search', 'after', 'limit')
      await ask(shell, accountsList, { ...filter, state }, options, accountWords)
    })
}

function show(shell: Shell): Command {
  return ofMapping(new Command('show'))
    .description('Look at one client: its deals and projects, how far they are, and what is late.')
    .argument('<account>', "the CRM's id of the account")
    .action(async (account: string, options: OfMapping) => {
      await ask(shell, accountsShow, { mapping: options.mapping, account }, options, clientWords)
    })
}

function accept(shell: Shell): Command {
  return ofMapping(new Command('accept'))
    .description('Accept suggestions.')
    .argument('[pair...]', 'account=client, by their ids')
    .option('--at-least <score>', 'all that are so sure, and the only ones for both of their rows', Number)
    .action(async (pairs: string[], options: OfMapping & { atLeast?: number }) => {
      const which =
        options.atLeast === undefined ? { pairs: pairs.map(pairOf) } : { atLeast: options.atLeast }
      await ask(shell, accountsAccept, { mapping: options.mapping, ...which }, options, linkedWords)
    })
}

function choose(shell: Shell): Command {
  return ofMapping(new Command('choose'))
    .description('Link accounts with clients, suggested or not.')
    .argument('<pair...>', 'account=client, by their ids')
    .action(async (pairs: string[], options: OfMapping) => {
      await ask(
        shell,
        accountsChoose,
        { mapping: options.mapping, pairs: pairs.map(pairOf) },
        options,
        linkedWords,
      )
    })
}

function create(shell: Shell): Command {
  return ofMapping(new Command('create'))
    .description('Ask for new clients of these accounts, although others may look like them.')
    .argument('<id...>')
    .option('--side <side>', 'where the rows are now: crm or pm')
    .action(async (rows: string[], options: OfMapping) => {
      const input = { ...given({ ...options }, 'mapping', 'side'), rows }
      await ask(shell, accountsCreateClient, input, options, ({ asked, refused }) => [
        `Asked for ${asked.length}. A running node makes them now.`,
        ...refused.map(({ what, why }) => `Not asked for: ${what}. ${why}`),
      ])
    })
}

function name(shell: Shell): Command {
  return ofMapping(new Command('name-client'))
    .description('Name the client of an account by hand, where Baton can neither read nor make clients.')
    .argument('<account>', "the account's id")
    .argument('<name>', 'the client, as its tool shows it')
    .option('--id <id>', "the client's id, where you know it")
    .action(async (account: string, client: string, options: OfMapping & { id?: string }) => {
      const input = {
        mapping: options.mapping,
        account,
        client: { ...given({ ...options }, 'id'), name: client },
      }
      await ask(shell, accountsNameClient, input, options, ({ named }) => [
        `Its client is "${named}" from now on.`,
      ])
    })
}

function ignore(shell: Shell): Command {
  return ofMapping(new Command('ignore'))
    .description('Let rows rest (crm:7 pm:9), or say of two that they are not the same (7=9).')
    .argument('<what...>')
    .action(async (what: string[], options: OfMapping) => {
      const input = { mapping: options.mapping, ...rowsAndPairs(what) }
      await ask(shell, accountsIgnore, input, options, ({ ignored, refused }) => [
        `Ignored: ${ignored}.`,
        ...refused.map(({ what: row, why }) => `Not ignored: ${row.side}:${row.id}. ${why}`),
      ])
    })
}

function undo(shell: Shell): Command {
  return ofMapping(new Command('undo'))
    .description('Unlink accounts (7=9), or take back that rows are ignored (crm:7).')
    .argument('<what...>')
    .option('--keep-projects', 'also where projects were made meanwhile: they keep their clients')
    .action(async (what: string[], options: OfMapping) => {
      const input = { ...given({ ...options }, 'mapping', 'keepProjects'), ...rowsAndPairs(what) }
      await ask(shell, accountsUndo, input, options, undoneWords)
    })
}

function rerun(shell: Shell): Command {
  return ofMapping(new Command('rerun'))
    .description('Compare all accounts once more.')
    .action(async (options: OfMapping) => {
      await ask(shell, accountsRerun, { mapping: options.mapping }, options, rerunWords)
    })
}

function changes(shell: Shell): Command {
  return ofMapping(new Command('changes'))
    .description('Show what the last comparing of all accounts changed, suggestion by suggestion.')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: OfMapping) => {
      await ask(
        shell,
        accountsChanges,
        given({ ...options }, 'mapping', 'after', 'limit'),
        options,
        changeWords,
      )
    })
}

function pairOf(text: string): { crm: string; pm: string } {
  const [crm = '', pm = '', ...rest] = text.split('=')
  if (crm === '' || pm === '' || rest.length > 0)
    throw new CommandError('usage', `"${text}" is not account=client.`)
  return { crm, pm }
}

function rowsAndPairs(what: readonly string[]) {
  const rows = what.filter(text => !text.includes('=')).map(rowOf)
  return { rows, pairs: what.filter(text => text.includes('=')).map(pairOf) }
}

function rowOf(text: string): { side: string; id: string } {
  const [side = '', ...id] = text.split(':')
  if (id.length === 0)
    throw new CommandError('usage', `"${text}" is neither account=client nor crm:id nor pm:id.`)
  return { side, id: id.join(':') }
}
