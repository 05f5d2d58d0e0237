import { z } from 'zod'
import { type ApiToken, allApiTokens } from '../../store/api-tokens.ts'
import { defineVerb } from './verb.ts'

/** The API tokens: whose, with which role, how long, and when they were last used. */
export const tokensList = defineVerb({
  name: 'tokens.list',
  title: 'Show the API tokens',
  roles: ['admin'],
  changes: false,
  ask: z.strictObject({}),
  act: async ({ tx }): Promise<{ readonly items: readonly ApiToken[] }> => ({
    items: await allApiTokens(tx),
  }),
})
