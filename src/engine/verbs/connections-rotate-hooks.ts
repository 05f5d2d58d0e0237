import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { choresDue } from '../../store/chores.ts'
import { keepHookSecret } from '../../store/connections.ts'
import { hookAddress } from '../subscribe.ts'
import { connectorNamed } from './asked-connector.ts'
import { connectionNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Webhooks have to carry another secret from now on. Where Baton makes them, it asks for them anew; else an admin does. */
export const connectionsRotateHooks = defineVerb({
  name: 'connections.rotate-hooks',
  title: 'Change what webhooks have to carry',
  roles: ['admin'],
  changes: true,
  answersSecret: true,
  ask: z.strictObject({ connection: z.string() }),
  answer: z.strictObject({
    /** Where the vendor sends them; null: Baton has no public address. */
    address: z.string().nullable(),
    /** For whoever sets them up at the vendor; null where Baton does that itself. It is told this once. */
    secret: z.string().nullable(),
  }),
  async act({ engine, tx }, { connection: name }) {
    const connection = await connectionNamed(tx, name)
    const { webhooks, title } = connectorNamed(engine, connection.connector)
    if (!webhooks) throw new VerbError('verb/conflict', `${title} sends no webhooks.`)
    const secret = randomBytes(24).toString('base64url')
    await keepHookSecret(tx, connection.id, await engine.vault.seal(secret))
    if (webhooks.subscribe) await choresDue(tx, connection.id, ['subscribe'])
    return {
      address: hookAddress(engine.config, name),
      secret: webhooks.subscribe ? null : secret,
    }
  },
})
