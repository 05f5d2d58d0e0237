import { Command, Option } from 'commander'
import { exportJournal, type JournalFormat } from '../engine/export-journal.ts'
import { journalList } from '../engine/verbs/journal-list.ts'
import { journalRestore } from '../engine/verbs/journal-restore.ts'
import { journalUndo } from '../engine/verbs/journal-undo.ts'
import { operator } from '../engine/verbs/verb.ts'
import { journalKinds } from '../store/journal.ts'
import { type AskOptions, ask, asking, given, more } from './ask.ts'
import { CommandError } from './command-error.ts'
import { journalLines } from './journal-lines.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

/** What was done, and how to put it back. */
export function journalCommands(shell: Shell): Command[] {
  return [journal(shell), restore(shell), undo(shell)]
}

interface JournalOptions extends AskOptions {
  readonly person?: string
  readonly export?: JournalFormat
}

const filters = ['mapping', 'pair', 'kind', 'key', 'about', 'side', 'row', 'pass', 'of', 'from', 'until']

function journal(shell: Shell): Command {
  return asking(new Command('journal'))
    .description('What was decided, done, lost and asked; the newest first.')
    .option('--mapping <name>')
    .option('--pair <pair>', 'accounts, deals or tasks')
    .option('--side <side>', 'with --row: where the record is')
    .option('--row <id>', 'only this record (with --mapping, --pair and --side)')
    .option('--key <key>', 'only this key')
    .option('--about <words>', 'only records that are called so, or have this id')
    .option('--kind <kind>', `only these entries: ${journalKinds.join(', ')}`)
    .option('--person <name>', 'only what this person asked')
    .option('--pass <id>', 'only this pass')
    .option('--of <entry>', 'what became of this entry that was to be put back')
    .option('--from <moment>', 'ISO 8601, e.g. 2026-11-26T08:00:00Z')
    .option('--until <moment>', 'ISO 8601')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .addOption(new Option('--export <format>', 'all of it, oldest first').choices(['jsonl', 'csv']))
    .action(async (options: JournalOptions) => {
      const { person, export: format } = options
      const filter = { ...given({ ...options }, ...filters), ...(person === undefined ? {} : { by: person }) }
      if (format && options.json)
        throw new CommandError('usage', 'Choose one of --json and --export: what is exported is in lines.')
      if (format) return exportAll(shell, filter, format)
      const page = given({ ...options }, 'after', 'limit')
      await ask(shell, journalList, { ...filter, ...page }, options, async ({ items, next }, asked) => [
        ...(await journalLines(asked.engine, asked.actor, items)),
        ...(items.length === 0 ? ['Nothing of that stands in the journal.'] : more(next)),
      ])
    })
}

function exportAll(shell: Shell, filter: object, format: JournalFormat): Promise<void> {
  return withEngine(shell, async engine => {
    for await (const line of exportJournal(engine, operator(), filter, format)) shell.output.say(line)
  })
}

function restore(shell: Shell): Command {
  return asking(new Command('restore'))
    .description('Put a value back that was overwritten; it then goes on as an edit of its side does.')
    .argument('<entry>', 'the journal entry that tells of it')
    .argument('<field>', "the field, by its name on the CRM's side")
    .option('--force', 'also over what somebody has typed there since')
    .action(async (entry: string, field: string, options: AskOptions & { force?: boolean }) => {
      const asked = { entry, field, ...given({ ...options }, 'force') }
      await ask(shell, journalRestore, asked, options, ({ value }) => [
        `${JSON.stringify(value)} is put back by a running node, unless somebody has typed over it.`,
        `See what became of it with: baton journal --of ${entry}`,
      ])
    })
}

const undoneWords = [
  'What stood there before will stand there again; the other side keeps what it has, until somebody edits either.',
  'See what became of each with: baton journal --of <entry>',
]

function undo(shell: Shell): Command {
  return asking(new Command('undo'))
    .description('Undo one write, or a whole pass, where nobody has edited on top.')
    .option('--entry <id>', 'the journal entry of the write')
    .option('--pass <id>', 'all writes of this pass')
    .option('--deletes', 'delete the rows that were made, while nobody has touched them')
    .action(async (options: AskOptions) => {
      const input = given({ ...options }, 'entry', 'pass', 'deletes')
      const { asked, not } = await ask(shell, journalUndo, input, options, said => [
        ...said.asked.map(({ entry, what }) => `Will be undone: ${entry} ${what}`),
        ...said.not.map(({ entry, what, why }) => `Not undone: ${entry} ${what}. ${why}`),
        ...(said.asked.length > 0 ? undoneWords : []),
      ])
      if (asked.length === 0) throw new CommandError('refused', 'Nothing is undone.')
      if (not.length > 0)
        throw new CommandError('refused', `${not.length} of ${asked.length + not.length} are not undone.`)
    })
}
