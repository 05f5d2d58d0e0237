import type { Command } from 'commander'
import type { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { type Actor, operator, perform, type Verb } from '../engine/verbs/verb.ts'
import { withMapping } from './only-mapping.ts'
import type { Shell } from './shell.ts'
import { withEngine } from './with-engine.ts'

export interface AskOptions {
  readonly json?: boolean | undefined
  readonly by?: string
}

/** The options of what is asked of one mapping. */
export interface OfMapping extends AskOptions {
  readonly mapping?: string
}

/** A command with what every command that asks has: `--json` for programs, `--by` for the journal. */
export function asking(command: Command): Command {
  return command
    .option('--json', 'answer in JSON, for programs')
    .option('--by <who>', 'who asks; stands in the journal', 'command line')
}

/** The same for what is asked of one mapping. */
export function ofMapping(command: Command): Command {
  return asking(command).option('--mapping <name>', 'which mapping; needless where only one is in use')
}

/** Asks one thing and says what came of it: the answer as it is, or the words for a person. */
export async function ask<Ask extends z.ZodObject, Answer extends z.ZodType>(
  shell: Shell,
  verb: Verb<Ask, Answer>,
  input: object,
  { json, by }: AskOptions,
  words: (answer: z.output<Answer>, asked: Asked) => readonly string[] | Promise<readonly string[]>,
): Promise<z.output<Answer>> {
  return withEngine(shell, async engine => {
    const actor = operator(by)
    const answer = await perform(engine, verb, actor, await withMapping(engine, verb, input))
    tell(shell, { json }, answer, json ? [] : await words(answer, { engine, actor }))
    return answer
  })
}

/** For words that need more than the answer, such as what its records are called. */
interface Asked {
  readonly engine: Engine
  readonly actor: Actor
}

/** Says one JSON document where that is asked for, else the words for a person. */
export function tell(
  { output }: Pick<Shell, 'output'>,
  { json }: AskOptions,
  answer: unknown,
  words: readonly string[],
): void {
  for (const line of json ? [JSON.stringify(answer)] : words) output.say(line)
}

/** Options as they are typed, without those that were left out. */
export function given(options: Readonly<Record<string, unknown>>, ...names: readonly string[]): object {
  return Object.fromEntries(
    names.flatMap(name => (options[name] === undefined ? [] : [[name, options[name]]])),
  )
}

/** What follows a page that was not the last. */
export function more(next: string | null): readonly string[] {
  return next === null ? [] : [`There are more: --after ${next}`]
}
