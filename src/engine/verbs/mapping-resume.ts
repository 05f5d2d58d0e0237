import { z } from 'zod'
import { resumeMapping } from '../../store/mappings.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Goes on where it was: what became due meanwhile is worked through. */
export const mappingResume = defineVerb({
  name: 'mapping.resume',
  title: 'Let a paused mapping go on',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.literal('on'),
  async act({ tx, concerns }, { mapping: name }): Promise<'on'> {
    const mapping = await mappingNamed(tx, name)
    concerns({ mapping: mapping.id })
    if (await resumeMapping(tx, mapping.id)) return 'on'
    const hint = mapping.state === 'off' ? ' Switch it on with its file: both sides are then read again.' : ''
    throw new VerbError(
      'verb/conflict',
      `The mapping "${name}" is not paused: it is ${mapping.state}.${hint}`,
    )
  },
})
