import { z } from 'zod'
import { dropApiToken } from '../../store/api-tokens.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Ends an API token at once. */
export const tokensRevoke = defineVerb({
  name: 'tokens.revoke',
  title: 'Revoke an API token',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ name: z.string() }),
  answer: z.strictObject({ revoked: z.string() }),
  async act({ tx }, { name }) {
    if (await dropApiToken(tx, name)) return { revoked: name }
    throw new VerbError('verb/not-found', `There is no token "${name}".`)
  },
})
