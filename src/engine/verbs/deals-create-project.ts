import { z } from 'zod'
import { dealsById } from '../../store/deals.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import { dealsAsk, toldDeal } from '../deals-desk.ts'
import { newcomerKey } from '../keys.ts'
import { dealsInUse } from './asked-deals.ts'
import { projectForm, readForm } from './project-form.ts'
import { readUnseen, throwIfUnseen } from './read-unseen.ts'
import { toldDealAnswer } from './told-deal.ts'
import { defineVerb } from './verb.ts'

/** A project for a deal, won or not. However often it is asked for, it is made once; the last form stands. */
export const dealsCreateProject = defineVerb({
  name: 'deals.create-project',
  title: 'Create a project from a deal',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), deal: z.string().min(1), form: projectForm.default({}) }),
  answer: toldDealAnswer,
  async ahead(engine, ask) {
    await readUnseen(engine, { mapping: ask.mapping, pair: 'deals', side: 'crm', ids: [ask.deal] })
    return ask
  },
  async act({ engine, tx, actor, concerns }, { mapping, deal, form }) {
    const { desk, deals } = await dealsInUse({ engine, tx }, mapping)
    const key = newcomerKey('deals', 'crm', deal)
    concerns({ mapping: desk.mapping.id, pair: 'deals', key })
    const { given, members } = await readForm(desk, deals, form, actor)
    const ask = dealsAsk(desk, deals)
    const [before] = await dealsById(tx, ask, [deal])
    if (before?.project) return toldDeal(deals, before)
    await throwIfUnseen(tx, { desk, pair: deals }, 'crm', deal)
    const wish = { pair: 'deals', side: 'crm', rowId: deal, why: 'asked', askedBy: actor.name } as const
    await makeWishes(tx, desk.mapping.id, [{ ...wish, given, members }])
    await signalKeys(tx, desk.mapping.id, [key], prio.person)
    const [after] = await dealsById(tx, ask, [deal])
    return toldDeal(deals, after as NonNullable<typeof after>)
  },
})
