import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import type { z } from 'zod'
import { mappingDiff } from '../engine/verbs/mapping-diff.ts'
import { type AskOptions, ask, asking } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton mapping diff`: which choices change when a file is switched on. */
export function diffCommand(shell: Shell): Command {
  return asking(new Command('diff'))
    .description('Say which choices of a mapping file differ from what is on.')
    .argument('<file>')
    .action(async (file: string, options: AskOptions) => {
      const text = await readFile(file, 'utf8')
      await ask(shell, mappingDiff, { text, file }, options, wordsOf)
    })
}

type Diff = z.output<typeof mappingDiff.answer>

function wordsOf({ name, state, changes }: Diff): readonly string[] {
  if (state === 'new') return [`"${name}" is new: there is no mapping of that name yet.`]
  if (changes.length === 0) return [`Nothing changes: "${name}" is ${state} with the same choices.`]
  return [`"${name}" is ${state}. Switching this file on changes:`, ...changes.flatMap(changeWords)]
}

function changeWords({ where, choice, before, now, about }: Diff['changes'][number]): readonly string[] {
  const what = [where, choice].filter(part => part !== null).join(': ')
  const change =
    before === null
      ? `new: ${shown(now)}`
      : now === null
        ? `no longer: ${shown(before)}`
        : `${shown(before)} becomes ${shown(now)}`
  return [`  ${what}  ${change}`, ...(about === null ? [] : [`      ${about}`])]
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
