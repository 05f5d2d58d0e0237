import { z } from 'zod'
import { pauseMapping } from '../../store/mappings.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Nothing is read or written for it until it goes on; what happens meanwhile waits and is not lost. */
export const mappingPause = defineVerb({
  name: 'mapping.pause',
  title: 'Pause a mapping',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), why: z.string().min(1).max(500).optional() }),
  answer: z.literal('paused'),
  async act({ tx, actor, concerns }, { mapping: name, why }): Promise<'paused'> {
    const mapping = await mappingNamed(tx, name)
    concerns({ mapping: mapping.id })
    const paused = await pauseMapping(tx, mapping.id, why ?? `Paused by ${actor.name}.`)
    if (!paused)
      throw new VerbError('verb/conflict', `The mapping "${name}" is not on: it is ${mapping.state}.`)
    return 'paused'
  },
})
