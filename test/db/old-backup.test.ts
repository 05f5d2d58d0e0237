import { expect, test } from 'vitest'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { mappingSync } from '../../src/engine/verbs/mapping-sync.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { backUp } from '../support/database-backup.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping()
  .replace('deals: {', 'deals: { when: { stage: Won }, create: [pm], needs: accounts,')
  .replace('at_link: crm', 'at_link: crm\n  create: [pm]')
  .replaceAll(', tie: crm', '')
const { engine, pool, crm, pm, settle } = await pocketEngine(text)

const sync = async () => {
  await perform(engine, mappingSync, operator(), { mapping: 'pockets', full: true })
  await settle()
}
const titlesOf = (vendor: typeof crm) => rowsIn(vendor, 'task').map(row => row.fields.title)
const edit = (vendor: typeof crm, at: number, title: string) => {
  const row = rowsIn(vendor, 'task')[at]
  put(vendor, 'task', row?.id ?? '', { ...row?.fields, title })
}
const wins = (id: string) => put(crm, 'deal', id, { title: `Deal ${id}`, account: 'a', stage: 'Won' })
const adds = (id: string, title: string) => put(crm, 'task', id, { title, note: '', owner: null, deal: 'd1' })

test('after an old backup was restored nothing is made twice, no edit is lost, and what agrees is left alone', async () => {
  put(crm, 'account', 'a', { name: 'Zylker', website: null, active: true })
  put(pm, 'client', 'c', { name: 'Zylker', website: null, active: true })
  put(crm, 'deal', 'd1', { title: 'Deal d1', account: 'a', stage: 'Open' })
  put(crm, 'deal', 'd2', { title: 'Deal d2', account: 'a', stage: 'Open' })
  await settle()
  wins('d1')
  await sync()
  for (const id of ['t1', 't2', 't3']) adds(id, `as in the backup ${id}`)
  await sync()
  const backup = await backUp(pool)

  edit(crm, 0, 'carried across before the loss')
  wins('d2')
  adds('t4', 'made before the loss')
  await sync()
  edit(crm, 1, 'edited on one side only')
  edit(crm, 2, 'edited in the CRM')
  edit(pm, 2, 'edited in the project tool')
  await backup.restore()
  const [written, made] = [pm.writes.length, rowsIn(pm, 'task').length]
  await sync()

  expect(
    rowsIn(pm, 'project')
      .map(row => row.fields.name)
      .sort(),
  ).toEqual(['Deal d1', 'Deal d2'])
  expect([rowsIn(pm, 'task').length, rowsIn(crm, 'task').length]).toEqual([made, 4])
  expect(titlesOf(pm).slice(0, 2)).toEqual(['carried across before the loss', 'edited on one side only'])
  expect([titlesOf(crm)[2], titlesOf(pm)[2]]).toEqual(['edited in the CRM', 'edited in the project tool'])
  const { items } = await perform(engine, holdsList, operator(), {})
  expect(items).toMatchObject([{ code: 'hold/both-changed', shown: { crm: { id: 't3' } } }])
  expect(pm.writes.slice(written).filter(write => write.op !== 'create')).toHaveLength(1)
  const before = pm.writes.length + crm.writes.length
  await sync()
  expect(pm.writes.length + crm.writes.length).toBe(before)
})
