import { z } from 'zod'
import { hasNews, readingUnderWay } from '../../store/reading-under-way.ts'
import { forecastOf } from '../forecast.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** How much is due in a mapping, what is being read for it, and when it will be done. */
export const mappingForecast = defineVerb({
  name: 'mapping.forecast',
  title: 'Say when what is due will be done',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.strictObject({
    /** How many keys are due. */
    keys: z.int(),
    /** Of those, how many failed or wait for something else, and are only looked at again later. */
    resting: z.int(),
    /** False: nothing was worked through yet, so nobody knows what a key costs. */
    known: z.boolean(),
    /** Until the last of the calls can be made. */
    ms: z.number(),
    limitedBy: z.string().nullable(),
    /** What is read just now, or about to be: changes (`pull`) or everything (`sweep`), and what went wrong with it. */
    reading: z
      .array(
        z.strictObject({
          connection: z.string(),
          entity: z.string(),
          what: z.enum(['pull', 'sweep']),
          error: z.string().nullable(),
        }),
      )
      .readonly(),
    /** News that is not sorted yet, of whatever mapping: more may become due in a moment. */
    news: z.boolean(),
  }),
  act: async ({ engine, tx }, { mapping: name }) => {
    const mapping = await mappingNamed(tx, name)
    // What is read becomes news, and news becomes due: asked in this order, nothing slips through between.
    const reading = await readingUnderWay(tx, mapping)
    const news = await hasNews(tx)
    return { ...(await forecastOf(engine, tx, mapping)), reading, news }
  },
})
