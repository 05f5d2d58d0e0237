import { Command } from 'commander'
import { choices, holdsAnswer } from '../engine/verbs/holds-answer.ts'
import { holdsList } from '../engine/verbs/holds-list.ts'
import { type AskOptions, ask, asking, given, more } from './ask.ts'
import { CommandError } from './command-error.ts'
import { peopleIn, wordsOf } from './hold-words.ts'
import type { Shell } from './shell.ts'

/** `baton holds …`: the questions that wait for a person. */
export function holdsCommand(shell: Shell): Command {
  return new Command('holds')
    .description('Questions that wait for a person.')
    .addCommand(list(shell))
    .addCommand(answer(shell))
}

function list(shell: Shell): Command {
  return asking(new Command('list'))
    .description('Show the open questions, the longest waiting first, with all ways to answer.')
    .option('--mapping <name>')
    .option('--pair <pair>', 'accounts, deals or tasks')
    .option('--code <code>', 'only this kind of question, e.g. hold/both-changed')
    .option('--after <id>', 'go on after this one')
    .option('--limit <count>', 'how many at the most', Number)
    .action(async (options: AskOptions) => {
      const filter = given({ ...options }, 'mapping', 'pair', 'code', 'after', 'limit')
      await ask(shell, holdsList, filter, options, async ({ items, next }, { engine, actor }) => {
        const people = await peopleIn(engine, actor, items)
        return items.length === 0
          ? ['No questions are open.']
          : [...items.flatMap(hold => wordsOf(hold, people)), ...more(next)]
      })
    })
}

interface AnswerOptions extends AskOptions {
  readonly side?: string
  readonly value?: string
  readonly row?: string
}

function answer(shell: Shell): Command {
  return asking(new Command('answer'))
    .description('Answer one question, or many at once the same way.')
    .argument('<choice>', choices.join(', '), choiceOf)
    .argument('<id...>', 'the questions, as `baton holds list` shows them')
    .option('--side <side>', 'for take: whose value is right; for set: where the value is typed')
    .option('--value <value>', 'for set: JSON, or else text as it stands')
    .option('--row <id>', 'for pick: the row that is meant')
    .action(async (choice: string, ids: string[], options: AnswerOptions) => {
      const { value, ...rest } = options
      for (const name of needs[choice] ?? []) if (options[name] === undefined) throw isMissing(choice, name)
      const typed = value === undefined ? {} : { value: readValue(value) }
      const asked = { ids, answer: { choice, ...given({ ...rest }, 'side', 'row'), ...typed } }
      const { refused } = await ask(shell, holdsAnswer, asked, options, said => [
        ...(said.answered.length > 0
          ? [`Answered: ${said.answered.join(', ')}. A running node takes it now.`]
          : []),
        ...said.refused.map(({ id, why }) => `Not answered: ${id}. ${why}`),
      ])
      if (refused.length > 0)
        throw new CommandError('refused', `${refused.length} of ${ids.length} could not be answered so.`)
    })
}

const needs: Readonly<Record<string, readonly (keyof typeof meant)[]>> = {
  take: ['side'],
  set: ['side', 'value'],
  pick: ['row'],
}
const meant = {
  side: '--side crm or --side pm',
  value: '--value with what is right',
  row: '--row with the row that is meant',
}

function choiceOf(typed: string): string {
  if (choices.some(one => one === typed)) return typed
  throw new CommandError(
    'usage',
    `"${typed}" is no answer. First comes the answer, then the questions: baton holds answer take 12 --side crm. Which answers a question takes shows: baton holds list`,
  )
}

function isMissing(choice: string, name: keyof typeof meant): CommandError {
  return new CommandError('usage', `"${choice}" needs ${meant[name]}.`)
}

/** `null`, `true`, `7` and `["a"]` are meant as such; whatever is no JSON is the text itself. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
