import { z } from 'zod'
import { allApiTokens } from '../../store/api-tokens.ts'
import { defineVerb } from './verb.ts'

/** The API tokens: whose, with which role, how long, and when they were last used. */
export const tokensList = defineVerb({
  name: 'tokens.list',
  title: 'Show the API tokens',
  roles: ['admin'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          role: z.string(),
          createdBy: z.string(),
          createdAt: z.string(),
          expiresAt: z.string().nullable(),
          usedAt: z.string().nullable(),
        }),
      )
      .readonly(),
  }),
  act: async ({ tx }) => ({ items: await allApiTokens(tx) }),
})
