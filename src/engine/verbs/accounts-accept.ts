import { z } from 'zod'
import { suggestFrom } from '../../core/matching/compare.ts'
import { soleSuggestions, suggestedAmong } from '../../store/suggestions.ts'
import { accountsOf, idPairs } from './asked-accounts.ts'
import { linkAccounts, linkedAnswer } from './link-accounts.ts'
import { defineVerb } from './verb.ts'

/** Accepts suggestions: these, or all that are at least so sure and the only ones for both of their rows. */
export const accountsAccept = defineVerb({
  name: 'accounts.accept',
  title: 'Accept suggested accounts',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z
    .strictObject({
      mapping: z.string(),
      pairs: idPairs.optional(),
      /** A score. At most a thousand are taken at a time, the surest first. */
      atLeast: z.number().min(suggestFrom).max(1).optional(),
    })
    .refine(ask => (ask.pairs === undefined) !== (ask.atLeast === undefined), {
      message: 'Say which pairs, or a score that they have at least: one of the two.',
    }),
  answer: linkedAnswer,
  async act(desk, { mapping, pairs, atLeast }) {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    if (pairs === undefined)
      return linkAccounts(desk, asked, await soleSuggestions(desk.tx, asked.mapping.id, atLeast ?? 1))
    const known = await suggestedAmong(desk.tx, asked.mapping.id, pairs)
    const isKnown = (pair: (typeof pairs)[number]) =>
      known.some(one => one.crm === pair.crm && one.pm === pair.pm)
    const { linked, refused } = await linkAccounts(desk, asked, pairs.filter(isKnown))
    const others = pairs.filter(pair => !isKnown(pair))
    const why = 'It is not suggested, or no longer. To link the two all the same, choose them.'
    return { linked, refused: [...refused, ...others.map(what => ({ what, why }))] }
  },
})
