import { z } from 'zod'
import { matchChanges } from '../../store/match-changes.ts'
import { accountsOf, endsOf } from './asked-accounts.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

const named = z.strictObject({ id: z.string(), name: z.string().nullable() })
const likeness = z
  .strictObject({
    /** From 0 to 1. */
    score: z.number(),
    reasons: z.array(z.strictObject({ code: z.string(), says: z.string() })).readonly(),
  })
  .nullable()

/** What the last comparing of all accounts changed, suggestion by suggestion. */
export const accountsChanges = defineVerb({
  name: 'accounts.changes',
  title: 'Show what matching again changed',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), limit: paging.limit, after: z.string().max(2000).optional() }),
  answer: pageAnswer(
    z.strictObject({
      id: z.string(),
      crm: named,
      pm: named,
      /** How alike they were and are; null: they were not suggested, or are not any more. */
      before: likeness,
      now: likeness,
    }),
  ),
  async act(desk, { mapping: name, after = null, limit }) {
    const asked = await accountsOf(desk, name)
    const ask = { mapping: asked.mapping.id, ...endsOf(asked), after, limit: limit + 1 }
    return pageOf(await matchChanges(desk.tx, ask), limit)
  },
})
