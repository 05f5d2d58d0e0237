import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { forgetIdentity } from '../../store/connections.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** A connection that was stopped because it reaches another account goes on: it is the same one, at another address or renamed. */
export const connectionsSameAccount = defineVerb({
  name: 'connections.same-account',
  title: 'Say that a connection reaches the same account as before',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ connection: z.string() }),
  answer: z.literal('checking'),
  async act({ tx }, { connection: name }): Promise<'checking'> {
    const connection = await connectionNamed(tx, name)
    if (connection.stoppedBy !== 'another-account')
      throw new VerbError('verb/conflict', `The connection "${name}" reaches the account that it had.`)
    await forgetIdentity(tx, connection.id)
    await choresDue(tx, connection.id, ['check'])
    return 'checking'
  },
})
