import { z } from 'zod'
import { failingFigures, openHoldFigures, openRefusalFigures } from '../../store/figures.ts'
import { defineVerb } from './verb.ts'

const counted = z.array(z.strictObject({ mapping: z.string(), code: z.string(), count: z.int() })).readonly()

/** How much waits for a person, by mapping and kind. */
export const overviewAttention = defineVerb({
  name: 'overview.attention',
  title: 'Count what waits for a person',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({ holds: counted, refusals: counted, failing: counted }),
  act: async ({ tx }) => ({
    holds: await openHoldFigures(tx),
    refusals: await openRefusalFigures(tx),
    failing: await failingFigures(tx),
  }),
})
