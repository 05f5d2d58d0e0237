import { z } from 'zod'
import { type Backlog, forecastOf } from '../forecast.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** How much is due in a mapping, and when it will be done. */
export const mappingForecast = defineVerb({
  name: 'mapping.forecast',
  title: 'Say when what is due will be done',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string() }),
  act: async ({ engine, tx }, { mapping }): Promise<Backlog> =>
    forecastOf(engine, tx, await mappingNamed(tx, mapping)),
})
