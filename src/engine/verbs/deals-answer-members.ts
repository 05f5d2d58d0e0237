import { z } from 'zod'
import { linksOfRows } from '../../store/links.ts'
import { changeMemberships, openMemberships } from '../../store/memberships.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { linkKey } from '../keys.ts'
import { mappingInUse } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Whether people may be added to a new project. Yes after a failure tries again. */
export const dealsAnswerMembers = defineVerb({
  name: 'deals.answer-members',
  title: 'Say whether people may be added to a project',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), deal: z.string().min(1), add: z.boolean() }),
  answer: z.enum(['agreed', 'declined']),
  async act({ tx, concerns }, { mapping: name, deal, add }) {
    const mapping = await mappingInUse(tx, name)
    const [link] = await linksOfRows(tx, mapping.id, [{ pair: 'deals', side: 'crm', id: deal }])
    const [open] = link ? await openMemberships(tx, [link.id]) : []
    if (!link || !open)
      throw new VerbError('verb/not-found', `Nobody asks about members for the deal "${deal}".`)
    const key = linkKey(link.id)
    concerns({ mapping: mapping.id, pair: 'deals', key })
    const state = add ? 'agreed' : 'declined'
    await changeMemberships(tx, [{ link: link.id, state, why: null }])
    await signalKeys(tx, mapping.id, [key], prio.person)
    return state
  },
})
