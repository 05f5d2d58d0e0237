import { z } from 'zod'
import { accountsOf, idPairs } from './asked-accounts.ts'
import { linkAccounts, linkedAnswer } from './link-accounts.ts'
import { defineVerb } from './verb.ts'

/** Links accounts with the clients that a person chose, suggested or not. */
export const accountsChoose = defineVerb({
  name: 'accounts.choose',
  title: 'Choose the client of an account',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), pairs: idPairs }),
  answer: linkedAnswer,
  async act(desk, { mapping, pairs }) {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    return linkAccounts(desk, asked, pairs)
  },
})
