import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { keepApiToken } from '../../store/api-tokens.ts'
import { hashOf, newToken } from '../api-tokens.ts'
import { defineVerb, roles } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Makes a token for the API. It is told this once; what is kept cannot be turned back into it. */
export const tokensCreate = defineVerb({
  name: 'tokens.create',
  title: 'Make an API token',
  roles: ['admin'],
  changes: true,
  answersSecret: true,
  ask: z.strictObject({
    name: z.string().regex(/^[\w.@ -]{1,60}$/, 'letters, digits, blanks and . @ - _, at most 60'),
    role: z.enum(roles),
    /** Until it expires; it does not when left out. */
    days: z.number().int().min(1).max(3650).optional(),
  }),
  answer: z.strictObject({ token: z.string() }),
  async act({ tx, actor }, { name, role, days = null }) {
    const token = newToken()
    const kept = { id: randomUUID(), name, role, hash: hashOf(token), createdBy: actor.name, days }
    if (await keepApiToken(tx, kept)) return { token }
    throw new VerbError(
      'verb/conflict',
      `There is a token "${name}" already. Revoke it, or take another name.`,
    )
  },
})
