import { expect, test } from 'vitest'
import { boxHead, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}accounts: { pair: [account, client], match: name }
`
const box = await vendorPair(text, ({ crm }) => {
  for (const id of ['a1', 'a2', 'a3']) crm.put('account', id, { name: id })
})
const { pool } = box.engine

/** Both sides are polled as if the poll before had been so long ago; answers from when the CRM's accounts will be read next. */
async function polledAfter(minutes: number): Promise<number> {
  await pool.query(
    `update chore set due_at = now(), done_at = now() - $1 * interval '1 min' where kind = 'pull'`,
    [minutes],
  )
  await box.settle()
  const { rows } = await pool.query(
    `select since from chore c join connection n on n.id = c.connection
     where n.name = 'crm' and c.kind = 'pull' and c.entity = 'account'`,
  )
  return rows[0].since.getTime()
}

test('what changed last is read again for two minutes after, and then no more', async () => {
  await box.settle()
  const newest = Date.parse('2026-03-01T00:00:03Z')
  const first = await polledAfter(0)
  expect(first - (newest - 2 * 60_000)).toBeLessThan(60_000)
  expect((await polledAfter(1)) - first).toBeGreaterThanOrEqual(60_000)
  expect(await polledAfter(5)).toBe(newest + 1000)
  expect(await polledAfter(600)).toBe(newest + 1000)
  box.crm.put('account', 'a4', { name: 'Made later' })
  expect(await polledAfter(1)).toBe(newest + 2000)
})
