import { z } from 'zod'
import { removeConnection } from '../../store/connections.ts'
import { mappingsOver } from '../../store/mappings.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Forgets a connection and its credentials. One that a mapping works through stays. */
export const connectionsRemove = defineVerb({
  name: 'connections.remove',
  title: 'Remove a connection',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ connection: z.string() }),
  answer: z.literal('removed'),
  async act({ tx }, { connection: name }): Promise<'removed'> {
    const connection = await connectionNamed(tx, name)
    const users = await mappingsOver(tx, connection.id)
    if (users.length > 0)
      throw new VerbError(
        'verb/conflict',
        `The connection "${name}" is used by ${users.map(one => `"${one}"`).join(', ')}. It stays: what was linked is known through it. Pause it instead.`,
      )
    await removeConnection(tx, connection.id)
    return 'removed'
  },
})
