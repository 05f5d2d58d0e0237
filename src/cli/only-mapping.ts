import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { mappingList } from '../engine/verbs/mapping-list.ts'
import { operator, perform, type Verb } from '../engine/verbs/verb.ts'
import { CommandError } from './command-error.ts'

/** What is asked, with the mapping that is meant where nobody named one: the only one in use. */
export async function withMapping(
  engine: Engine,
  { ask }: Pick<Verb, 'ask'>,
  input: object,
): Promise<object> {
  const isNeeded = ask.shape.mapping instanceof z.ZodString
  const isNamed = 'mapping' in input && input.mapping !== undefined
  return isNeeded && !isNamed ? { ...input, mapping: await onlyMapping(engine) } : input
}

async function onlyMapping(engine: Engine): Promise<string> {
  const { items } = await perform(engine, mappingList, operator(), {})
  const names = items.filter(({ state }) => state !== 'off').map(({ name }) => name)
  const [only] = names
  if (only !== undefined && names.length === 1) return only
  if (only === undefined)
    throw new CommandError('refused', 'No mapping is in use. Switch one on with: baton mapping on')
  throw new CommandError(
    'usage',
    `Several mappings are in use: ${names.join(', ')}. Say which with --mapping.`,
  )
}
