import { describe, expect } from 'vitest'
import { madeEntities, one } from '../bench.ts'
import type { Kit } from '../promise.ts'

/** Who we are there. */
export function accountPromises({ promise }: Kit): void {
  describe('the account', () => {
    promise('check answers an account and our user id', ({ account }) => {
      expect(account.account).not.toBe('')
      expect(account.userId).not.toBe('')
    })

    promise('check says which account it is, as long as that is the same one', ({ account }) => {
      expect(account.identity).toMatch(/./)
      expect(account.identity).not.toContain(account.userId)
    })

    promise(
      'checking changes nothing, and finds the same again',
      async ({ connector, session, account, asked }) => {
        expect(await connector.check(session)).toEqual(account)
        const changing = asked.filter(request => ['PUT', 'PATCH', 'DELETE'].includes(request.method))
        expect(changing).toEqual([])
      },
    )

    promise('our user is one of the account’s users', async ({ connector, session, account }) => {
      if (!connector.entities.user) return
      const rows = await connector.fetch(session, 'user', [account.userId])
      expect(rows.map(row => row.id)).toEqual([account.userId])
    })

    promise('a row that we wrote names us, where the vendor tells who wrote it', async ground => {
      for (const entity of madeEntities(ground)) {
        const { row } = await one(ground, entity)
        expect([null, ground.account.userId], entity).toContain(row.changedBy)
      }
    })
  })
}
