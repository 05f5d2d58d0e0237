import { z } from 'zod'
import { openQuestions } from '../../store/figures.ts'
import { defineVerb } from './verb.ts'

/** How many questions wait for a person. */
export const overviewQuestions = defineVerb({
  name: 'overview.questions',
  title: 'Count the open questions',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({ open: z.int() }),
  act: async ({ tx }) => ({ open: await openQuestions(tx) }),
})
