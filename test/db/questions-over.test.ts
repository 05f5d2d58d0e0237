import { expect, test } from 'vitest'
import { signalKeys } from '../../src/store/signals.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const { pool, crm, pm, mapping, settle } = await pocketEngine()
const asked = async () =>
  (await pool.query('select key from hold where closed_at is null order by key')).rows.map(row => row.key)

test('what was asked about a row is over when another worker has linked it', async () => {
  put(crm, 'account', 'a', { name: 'Zylker', website: null, active: true })
  for (const id of ['c1', 'c2']) put(pm, 'client', id, { name: 'Zylker', website: null, active: true })
  await settle()
  expect(await asked()).toEqual(['new:accounts:crm:a', 'new:accounts:pm:c1', 'new:accounts:pm:c2'])
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'accounts', 'a', 'c1')`, [
    mapping,
  ])
  await signalKeys(pool, mapping, ['new:accounts:crm:a', 'new:accounts:pm:c1', 'new:accounts:pm:c2'], 0)
  await settle()
  expect(await asked()).toEqual([])
  expect((await pool.query('select from wait')).rowCount).toBe(0)
})
