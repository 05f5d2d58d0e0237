import { z } from 'zod'
import { comparedLinks, whichLinks } from '../../store/compared-links.ts'
import { mappingNamed } from './asked-for.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { moment, pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'

const url = z.string().nullable()

/** What belongs together, link by link, each with when both its sides were last looked at whole. */
export const linksList = defineVerb({
  name: 'links.list',
  title: 'Show what belongs together, and when it was last compared',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    pair: pairName.optional(),
    /** `differing`: although nothing is held or refused; `unverified`: never looked at whole on both sides. */
    only: z.enum(whichLinks).default('all'),
    ...paging,
  }),
  answer: pageAnswer(
    z.strictObject({
      id: z.string(),
      pair: pairName,
      name: z.string().nullable(),
      ids: z.strictObject({ crm: z.string(), pm: z.string() }),
      urls: z.strictObject({ crm: url, pm: url }),
      origin: z.enum(['matched', 'chosen', 'created']),
      since: moment,
      /** By a pass, which reads both rows, or by sweeps of both sides; null: never. */
      verifiedAt: moment.nullable(),
      differs: z.boolean(),
    }),
  ),
  async act({ tx }, { mapping: name, pair = null, only, limit, after = null }) {
    const mapping = (await mappingNamed(tx, name)).id
    return pageOf(await comparedLinks(tx, { mapping, pair, only, after, most: limit + 1 }), limit)
  },
})
