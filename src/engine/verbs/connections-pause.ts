import { z } from 'zod'
import { pauseConnection } from '../../store/connections.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Nothing is read or written through it; the mappings that use it wait. */
export const connectionsPause = defineVerb({
  name: 'connections.pause',
  title: 'Pause a connection',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ connection: z.string(), why: z.string().min(1).max(500).optional() }),
  answer: z.literal('paused'),
  async act({ tx, actor }, { connection: name, why }): Promise<'paused'> {
    const connection = await connectionNamed(tx, name)
    if (await pauseConnection(tx, connection.id, why ?? `Paused by ${actor.name}.`)) return 'paused'
    throw new VerbError('verb/conflict', `The connection "${name}" is paused already.`)
  },
})
