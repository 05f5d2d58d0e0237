import { z } from 'zod'
import { forecastOf } from '../forecast.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** How much is due in a mapping, and when it will be done. */
export const mappingForecast = defineVerb({
  name: 'mapping.forecast',
  title: 'Say when what is due will be done',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.strictObject({
    /** How many keys are due. */
    keys: z.int(),
    /** False: nothing was worked through yet, so nobody knows what a key costs. */
    known: z.boolean(),
    /** Until the last of the calls can be made. */
    ms: z.number(),
    limitedBy: z.string().nullable(),
  }),
  act: async ({ engine, tx }, { mapping }) => forecastOf(engine, tx, await mappingNamed(tx, mapping)),
})
