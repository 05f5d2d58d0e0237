import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { resumeConnection } from '../../store/connections.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** It has to prove itself before it is used again. */
export const connectionsResume = defineVerb({
  name: 'connections.resume',
  title: 'Let a paused connection go on',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ connection: z.string() }),
  answer: z.literal('checking'),
  async act({ tx }, { connection: name }): Promise<'checking'> {
    const connection = await connectionNamed(tx, name)
    if (!(await resumeConnection(tx, connection.id)))
      throw new VerbError(
        'verb/conflict',
        `The connection "${name}" is not paused: it is ${connection.state}.`,
      )
    await choresDue(tx, connection.id, ['check'])
    return 'checking'
  },
})
