import { expect, test } from 'vitest'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { signalKeys } from '../../src/store/signals.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { engine, pool, crm, pm, mapping, settle } = await pocketEngine()
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

test('what was asked about records that a mapping has no longer is over, and asked again when it has them again', async () => {
  for (const id of ['x', 'y']) put(pm, 'client', id, { name: 'Initech', website: null, active: true })
  put(crm, 'account', 'i', { name: 'Initech', website: null, active: true })
  const on = async (text: string) => {
    await perform(engine, mappingOn, operator(), { text, file: 'pockets.yaml', crm: 'crm', pm: 'pm' })
    await settle()
    return (await perform(engine, holdsList, operator(), {})).items.map(hold => hold.code)
  }
  expect(await on(`${pocketMapping()}\n`)).toEqual(['hold/ambiguous'])
  expect(await on(pocketMapping().replace(/^accounts: .*$/m, ''))).toEqual([])
  expect(await on(pocketMapping())).toEqual(['hold/ambiguous'])
})
