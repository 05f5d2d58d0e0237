import { beforeAll, expect, test } from 'vitest'
import { accountsChanges } from '../../src/engine/verbs/accounts-changes.ts'
import { accountsList } from '../../src/engine/verbs/accounts-list.ts'
import { accountsRerun } from '../../src/engine/verbs/accounts-rerun.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const { engine, pool, crm, pm, settle, timePasses } = await pocketEngine()
const mapping = 'pockets'
const ada = operator('Ada')
const lastRun = async () =>
  (await perform(engine, accountsList, ada, { mapping, state: 'suggested' })).lastRun
const changes = async () => (await perform(engine, accountsChanges, ada, { mapping, limit: 500 })).items

async function rerun() {
  const { before } = await perform(engine, accountsRerun, ada, { mapping })
  await settle()
  return before
}

beforeAll(async () => {
  put(crm, 'account', 'z1', { name: 'Rivet Foods' })
  put(pm, 'client', 'zc1', { name: 'Rivet Food' })
  put(crm, 'account', 'z2', { name: 'Nimbus Traders' })
  await settle()
  await timePasses(3600)
  await settle()
})

test('a whole run says what it found, and what of the old is gone', async () => {
  await pool.query('delete from suggestion')
  await pool.query(`insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons)
    select id, 'gone', 'gone too', 0.9, false, '[]' from mapping`)
  expect(await rerun()).toBeNull()
  expect(await lastRun()).toMatchObject({
    by: 'Ada',
    endedAt: expect.any(String),
    appeared: 1,
    vanished: 1,
    changed: 0,
  })
  expect(await changes()).toMatchObject([
    {
      crm: { id: 'gone' },
      pm: { id: 'gone too', name: null },
      before: { score: expect.closeTo(0.9) },
      now: null,
    },
    {
      crm: { id: 'z1', name: 'Rivet Foods' },
      pm: { id: 'zc1', name: 'Rivet Food' },
      before: null,
      now: { reasons: [{ code: expect.any(String), says: expect.any(String) }] },
    },
  ])
})

test('one that finds the same has changed nothing', async () => {
  expect(await rerun()).toMatchObject({ appeared: 1, vanished: 1 })
  expect(await lastRun()).toMatchObject({ appeared: 0, changed: 0, vanished: 0 })
  expect(await changes()).toEqual([])
})

test('one that finds two rows otherwise alike says how much they were, and are', async () => {
  await pool.query(`update suggestion set score = 0.5, reasons = '[{"code":"name","says":"long ago"}]'`)
  await rerun()
  expect(await lastRun()).toMatchObject({ appeared: 0, changed: 1, vanished: 0 })
  const [change] = await changes()
  expect(change).toMatchObject({ crm: { id: 'z1' }, before: { score: 0.5, reasons: [{ says: 'long ago' }] } })
  expect(change?.now?.score).toBeGreaterThan(0.5)
})

test('of the changes page after page tells each once', async () => {
  const ids = Array.from({ length: 5 }, (_, at) => `p${at}`)
  await pool.query(
    `insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons)
     select m.id, p, p, 0.8, false, '[]' from mapping m, unnest($1::text[]) p`,
    [ids],
  )
  await rerun()
  const first = await perform(engine, accountsChanges, ada, { mapping, limit: 3 })
  const second = await perform(engine, accountsChanges, ada, { mapping, limit: 3, after: first.next ?? '' })
  expect([...first.items, ...second.items].map(one => one.crm.id)).toEqual(ids)
  expect(second.next).toBeNull()
})
