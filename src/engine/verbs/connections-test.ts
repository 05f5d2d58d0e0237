import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** A worker asks the vendor to let it in, and looks at the account again. */
export const connectionsTest = defineVerb({
  name: 'connections.test',
  title: 'Test a connection',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ connection: z.string() }),
  answer: z.literal('checking'),
  async act({ tx }, { connection: name }): Promise<'checking'> {
    const connection = await connectionNamed(tx, name)
    if (connection.state === 'paused')
      throw new VerbError(
        'verb/conflict',
        `The connection "${name}" is paused. Let it go on: it is tested first.`,
      )
    await choresDue(tx, connection.id, ['check'])
    return 'checking'
  },
})
