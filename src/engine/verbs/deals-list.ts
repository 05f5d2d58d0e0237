import { z } from 'zod'
import { dealsOf } from '../../store/deals.ts'
import { dealsAsk, toldDeal } from '../deals-desk.ts'
import { dealsInUse } from './asked-deals.ts'
import { pageAnswer } from './paging.ts'
import { toldDealAnswer } from './told-deal.ts'
import { defineVerb } from './verb.ts'

/** Won deals with their project, or with the reason why there is none. A page at a time, by id. */
export const dealsList = defineVerb({
  name: 'deals.list',
  title: 'See won deals and their projects',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    /** With a project, without one, or only those that nobody asked for yet. */
    which: z.enum(['all', 'made', 'open', 'offered']).default('all'),
    /** A part of the title; case does not matter. */
    search: z.string().max(200).default(''),
    /** The last id of the page before. */
    after: z.string().default(''),
    limit: z.int().min(1).max(500).default(100),
  }),
  answer: pageAnswer(toldDealAnswer),
  async act({ engine, tx }, { mapping, which, search, after, limit }) {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    const page = { when: deals.when, which, search, after, most: limit }
    const records = await dealsOf(tx, dealsAsk(desk, deals), page)
    const last = records.length === limit ? (records.at(-1)?.id ?? null) : null
    return { items: records.map(record => toldDeal(deals, record)), next: last }
  },
})
