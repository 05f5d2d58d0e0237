import { z } from 'zod'
import { dealsById } from '../../store/deals.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import { dealsAsk, toldDeal } from '../deals-desk.ts'
import { newcomerKey } from '../keys.ts'
import { dealsInUse } from './asked-deals.ts'
import { dealStates } from './told-deal.ts'
import { defineVerb } from './verb.ts'

const takenIn = z.strictObject({
  deal: z.string(),
  /** `asked`: taken in now. Else what it was already, and nothing was changed. */
  was: z.enum(['asked', 'unknown', ...dealStates]),
})
type TakenIn = z.output<typeof takenIn>

/** Deals that were won before the mapping was switched on get their projects too; only those that are offered. */
export const dealsTakeIn = defineVerb({
  name: 'deals.take-in',
  title: 'Take in older won deals',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), deals: z.array(z.string().min(1)).min(1).max(1000) }),
  answer: z.array(takenIn),
  async act({ engine, tx, actor, concerns }, { mapping, deals: ids }): Promise<TakenIn[]> {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    const records = await dealsById(tx, dealsAsk(desk, deals), [...new Set(ids)])
    const told = records.map(record => ({ record, state: toldDeal(deals, record).state }))
    const offered = told.filter(one => one.state.is === 'offered').map(one => one.record.id)
    const keys = offered.map(id => newcomerKey('deals', 'crm', id))
    concerns(...keys.map(key => ({ mapping: desk.mapping.id, pair: 'deals' as const, key })))
    const wish = { pair: 'deals', side: 'crm', why: 'asked', askedBy: actor.name } as const
    await makeWishes(
      tx,
      desk.mapping.id,
      offered.map(rowId => ({ ...wish, rowId })),
    )
    await signalKeys(tx, desk.mapping.id, keys, prio.person)
    return told.map(({ record, state }) => ({
      deal: record.id,
      was: state.is === 'offered' ? 'asked' : record.fields === null ? 'unknown' : state.is,
    }))
  },
})
