import { z } from 'zod'
import { type FailingClass, failingFixes } from '../../core/failing.ts'
import { failingKeys } from '../../store/failing-keys.ts'
import { mappingNamed } from './asked-for.ts'
import { fix } from './connection-fix.ts'
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
      /** The class of the error, the vendor's own code, and the field the vendor objects to. */
      is: z.enum(Object.keys(failingFixes) as FailingClass[]),
      code: z.string().nullable(),
      field: z.string().nullable(),
      /** What such an error means, and what to do about it. */
      fix,
      /** It is not tried again by itself. */
      rests: z.boolean(),
      since: moment,
    }),
  ),
  async act({ tx }, { mapping, limit, after = '' }) {
    const id = mapping === undefined ? null : (await mappingNamed(tx, mapping)).id
    const found = await failingKeys(tx, id, after, limit + 1)
    return pageOf(
      found.map(one => ({ ...one, fix: failingFixes[one.is] })),
      limit,
    )
  },
})
