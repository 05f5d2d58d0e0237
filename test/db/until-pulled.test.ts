import { expect, test } from 'vitest'
import { VendorError } from '../../src/spi/index.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

test('accounts are not asked for again as long as the other side has not been read', async () => {
  const { pool, crm, pm, settle } = await pocketEngine()
  put(crm, 'account', 'a', { name: 'Zylker', website: null, active: true })
  put(pm, 'client', 'c', { name: 'Zylker', website: null, active: true })
  let isDown = true
  pm.before = (verb, entity) => {
    if (isDown && verb === 'pull' && entity === 'client')
      throw new VendorError({ kind: 'unavailable', message: 'down' }, null)
  }
  let reads = 0
  crm.before = (verb, entity) => {
    if (verb === 'fetch' && entity === 'account') reads += 1
  }
  await expect(settle()).rejects.toThrow('It does not come to rest')
  expect(reads).toBe(0)
  isDown = false
  await pool.query(`update chore set due_at = now()`)
  await settle()
  const links = await pool.query(`select crm_id, pm_id from link where pair = 'accounts'`)
  expect(links.rows).toEqual([{ crm_id: 'a', pm_id: 'c' }])
})
