import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { switchOff } from '../../store/mappings.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** News no longer concerns it. Its links stay, so that switching it on again finds what belongs together. */
export const mappingOff = defineVerb({
  name: 'mapping.off',
  title: 'Switch a mapping off',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.literal('off'),
  async act({ tx, concerns }, { mapping: name }): Promise<'off'> {
    const mapping = await mappingNamed(tx, name)
    concerns({ mapping: mapping.id })
    if (!(await switchOff(tx, mapping.id)))
      throw new VerbError('verb/conflict', `The mapping "${name}" is off already.`)
    // Whoever sends webhooks that no mapping wants any more is told to stop.
    for (const connection of [mapping.crm, mapping.pm]) await choresDue(tx, connection, ['subscribe'])
    return 'off'
  },
})
