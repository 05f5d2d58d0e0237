import { expect, test } from 'vitest'
import { bury, type NewTombstone, tombstonesOf, tombstonesOfRecords } from '../../src/store/tombstones.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'

const { pool } = await testDatabase()

test('a tombstone is the same, found by a row or by the record that was moved', async () => {
  const { mapping } = await ground(pool, 'graves')
  const buried: NewTombstone = {
    pair: 'tasks',
    ids: { crm: 'c1', pm: 'p1/t1' },
    base: { crm: { title: 'as it was' }, pm: { title: 'as it was' } },
    gone: 'pm',
    made: 'pm',
  }
  await bury(pool, mapping, [buried])
  const by = { pair: 'tasks', side: 'pm' } as const
  const [found, ...others] = await tombstonesOf(pool, mapping, [{ ...by, id: 'p1/t1' }])
  expect(others).toEqual([])
  expect(found).toEqual({ ...buried, id: found?.id })
  expect(await tombstonesOfRecords(pool, mapping, [{ ...by, record: 't1' }])).toEqual([found])
  expect(await tombstonesOfRecords(pool, mapping, [{ ...by, record: 't2' }])).toEqual([])
})
