import { z } from 'zod'
import { dealsById } from '../../store/deals.ts'
import { dealsAsk, toldDeal } from '../deals-desk.ts'
import { dealsInUse } from './asked-deals.ts'
import { accountsOfDeals, dealAccount } from './deal-account.ts'
import { toldDealAnswer } from './told-deal.ts'
import { defineVerb } from './verb.ts'

/** How far deals are on their way to a project, and where both are to be seen. */
export const dealsProgress = defineVerb({
  name: 'deals.progress',
  title: 'See how far a project is',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), deals: z.array(z.string().min(1)).min(1).max(500) }),
  answer: z.array(toldDealAnswer.extend({ account: dealAccount.nullable() })),
  async act({ engine, tx }, { mapping, deals: ids }) {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    const records = await dealsById(tx, dealsAsk(desk, deals), [...new Set(ids)])
    const accountOf = await accountsOfDeals(desk, deals, records)
    return records.map(record => ({ ...toldDeal(deals, record), account: accountOf(record) }))
  },
})
