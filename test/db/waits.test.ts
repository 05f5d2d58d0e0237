import { expect, test } from 'vitest'
import { fold } from '../../src/store/fold.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { replaceWaits, type Wait, wakeWaitersFor } from '../../src/store/waits.ts'
import { testDatabase } from '../support/database.ts'
import { ground, mapped } from './ground.ts'
import { dirtyKeys, foldAll } from './schedule.ts'

const { pool } = await testDatabase()
const { crm, pm, mapping } = await ground(pool)
const other = await mapped(pool, { crm, pm }, 'other')

const wait = (key: string, rowId: string, connection = pm): Wait => ({
  key,
  connection,
  entity: 'row',
  rowId,
})

/** Which keys of a mapping wait for a row. */
async function waitersOf(rowId: string, of = mapping, connection = pm): Promise<string[]> {
  await pool.query('delete from dirty')
  await signalRows(pool, [{ connection, entity: 'row', id: rowId }], prio.edit)
  await foldAll(pool)
  return dirtyKeys(pool, of)
}

test('a key waits for what was said last, and for nothing said before', async () => {
  await replaceWaits(pool, mapping, ['a'], [wait('a', '1'), wait('a', '2')])
  await replaceWaits(pool, mapping, ['a'], [wait('a', '2'), wait('a', '3')])
  expect([await waitersOf('1'), await waitersOf('2'), await waitersOf('3')]).toEqual([[], ['a'], ['a']])
  await replaceWaits(pool, mapping, ['a'], [])
  expect([await waitersOf('2'), await waitersOf('3')]).toEqual([[], []])
})

test('other keys, and the same key of another mapping, go on waiting', async () => {
  await replaceWaits(pool, mapping, ['a', 'b'], [wait('a', '1'), wait('b', '1')])
  await replaceWaits(pool, other, ['a'], [wait('a', '1')])
  await replaceWaits(pool, mapping, ['a'], [])
  expect(await waitersOf('1')).toEqual(['b'])
  expect(await waitersOf('1', other)).toEqual(['a'])
})

test('a wait said twice is one', async () => {
  await replaceWaits(pool, mapping, ['a'], [wait('a', '1'), wait('a', '1')])
  await signalRows(pool, [{ connection: pm, entity: 'row', id: '1' }], prio.edit)
  expect(await fold(pool)).toBe(1)
  expect(await waitersOf('1')).toContain('a')
})

test('a row of the same id elsewhere wakes nobody', async () => {
  await replaceWaits(pool, mapping, ['a', 'b'], [wait('a', '9')])
  expect(await waitersOf('9', mapping, crm)).toEqual([])
})

test('waiters are woken without news of the row, in their own mapping only', async () => {
  await replaceWaits(pool, mapping, ['a'], [wait('a', '1')])
  await replaceWaits(pool, other, ['a'], [wait('a', '1')])
  await pool.query('delete from dirty')
  await wakeWaitersFor(pool, mapping, [
    { connection: pm, entity: 'row', id: '1' },
    { connection: pm, entity: 'row', id: 'nobody waits' },
  ])
  await foldAll(pool)
  expect([await dirtyKeys(pool, mapping), await dirtyKeys(pool, other)]).toEqual([['a'], []])
})

test('nothing asked, nothing done', async () => {
  await replaceWaits(pool, mapping, ['a'], [wait('a', '1')])
  await replaceWaits(pool, mapping, [], [])
  await wakeWaitersFor(pool, mapping, [])
  expect(await fold(pool)).toBe(0)
  expect(await waitersOf('1')).toContain('a')
})
