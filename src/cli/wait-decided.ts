import type { z } from 'zod'
import { mappingPlanned, type Planned } from '../engine/verbs/mapping-planned.ts'
import { operator, perform, type Verb } from '../engine/verbs/verb.ts'
import { type AskOptions, ask, tell } from './ask.ts'
import { howFar, plannedWords } from './planned-words.ts'
import type { Shell } from './shell.ts'
import { waitUntil } from './wait-until.ts'
import { withEngine } from './with-engine.ts'

export interface Waits {
  readonly wait: boolean
}

/** Asks for a preview, and shows it when a node has decided everything; null: nobody waits for it. */
export async function decided<Ask extends z.ZodObject>(
  shell: Shell,
  verb: Verb<Ask, z.ZodType<{ preview: string }>>,
  asked: object,
  options: AskOptions & Waits,
  reads: string,
): Promise<Planned | null> {
  const { wait, json } = options
  if (!wait) {
    await ask(shell, verb, asked, options, ({ preview }) => [
      `${reads} See how far it is, and what it finds: baton mapping planned ${preview}`,
    ])
    return null
  }
  const actor = operator(options.by)
  const planned = await withEngine(shell, async engine => {
    const { preview } = await perform(engine, verb, actor, asked)
    const look = (limit?: number) => perform(engine, mappingPlanned, actor, { preview, limit })
    const say = json ? () => {} : shell.output.say
    say(`${reads} What it finds is preview ${preview}; to see it again: baton mapping planned ${preview}`)
    await untilDecided(shell, look, say, preview)
    return look()
  })
  tell(shell, options, planned, json ? [] : plannedWords(planned))
  return planned
}

async function untilDecided(
  shell: Shell,
  look: (limit: number) => Promise<Planned>,
  say: (line: string) => void,
  preview: string,
): Promise<void> {
  const later = `baton mapping planned ${preview}`
  let last = ''
  const show = (planned: Planned) => {
    const line = howFar(planned)
    if (line !== last) say(line)
    last = line
  }
  const isDone = ({ state }: Planned) => state === 'done'
  await waitUntil(shell, { look: () => look(1), isDone, moves: howFar, show, say, later })
}
