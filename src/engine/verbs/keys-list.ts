import { z } from 'zod'
import { failingKeys } from '../../store/failing-keys.ts'
import { mappingNamed } from './asked-for.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { moment } from './shapes.ts'
import { defineVerb } from './verb.ts'

/** What failed at least once, each with its last error; some of it rests until somebody looks. */
export const keysList = defineVerb({
  name: 'keys.list',
  title: 'Show what fails',
  roles: ['admin', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string().optional(), limit: paging.limit, after: z.string().optional() }),
  answer: pageAnswer(
    z.strictObject({
      id: z.string(),
      mapping: z.string(),
      key: z.string(),
      attempts: z.int(),
      /** Its worker died with it. */
      suspect: z.boolean(),
      error: z.string().nullable(),
      /** It is not tried again by itself. */
      rests: z.boolean(),
      since: moment,
    }),
  ),
  async act({ tx }, { mapping, limit, after = '' }) {
    const id = mapping === undefined ? null : (await mappingNamed(tx, mapping)).id
    return pageOf(await failingKeys(tx, id, after, limit + 1), limit)
  },
})
