import { z } from 'zod'
import { accountsOf, idPairs } from './asked-accounts.ts'
import { type Linked, linkAccounts } from './link-accounts.ts'
import { defineVerb } from './verb.ts'

/** Links accounts with the clients that a person chose, suggested or not. */
export const accountsChoose = defineVerb({
  name: 'accounts.choose',
  title: 'Choose the client of an account',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), pairs: idPairs }),
  async act(desk, { mapping, pairs }): Promise<Linked> {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    return linkAccounts(desk, asked, pairs)
  },
})
