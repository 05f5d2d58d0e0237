import { expect, test } from 'vitest'
import { type Hold, replaceHolds } from '../../src/store/holds.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'

const { pool } = await testDatabase()
let grounds = 0
const fresh = async () => (await ground(pool, `holds-${grounds++}`)).mapping

const hold = (key: string, field: string, code = 'tie', detail = ''): Hold => ({ key, field, code, detail })

/** All holds of a mapping in the order they were opened, each with whether it is open. */
async function holdsOf(mapping: number) {
  const found = await pool.query(
    `select key, field, code, detail, closed_at is null as open from hold where mapping = $1 order by id`,
    [mapping],
  )
  return found.rows
}
const open = (one: Hold) => ({ ...one, open: true })
const closed = (one: Hold) => ({ ...one, open: false })

const tie = hold('k', 'title')
const other = hold('k', 'status')
const changes: readonly (readonly [string, readonly Hold[], readonly Hold[], readonly object[]])[] = [
  ['is found for the first time is opened', [], [tie], [open(tie)]],
  ['is found again stays', [tie], [tie], [open(tie)]],
  [
    'is found again says what it says now',
    [tie],
    [{ ...tie, detail: 'new' }],
    [open({ ...tie, detail: 'new' })],
  ],
  ['is found no more is closed', [tie], [], [closed(tie)]],
  ['stands beside another does not mind it', [tie, other], [tie], [open(tie), closed(other)]],
  [
    'has become another question is closed, and that one is opened',
    [tie],
    [hold('k', 'title', 'no-word')],
    [closed(tie), open(hold('k', 'title', 'no-word'))],
  ],
]
test.each(changes)('a hold that %s', async (_, before, now, after) => {
  const mapping = await fresh()
  await replaceHolds(pool, mapping, ['k'], before)
  await replaceHolds(pool, mapping, ['k'], now)
  expect(await holdsOf(mapping)).toEqual(after)
})

test('a hold that stays keeps the time it was opened at; one that comes back is a new one', async () => {
  const mapping = await fresh()
  await replaceHolds(pool, mapping, ['k'], [tie])
  const times = async () =>
    (await pool.query('select opened_at from hold where mapping = $1 order by id', [mapping])).rows
  const first = await times()
  await replaceHolds(pool, mapping, ['k'], [tie])
  expect(await times()).toEqual(first)
  await replaceHolds(pool, mapping, ['k'], [])
  await replaceHolds(pool, mapping, ['k'], [tie])
  expect(await holdsOf(mapping)).toEqual([closed(tie), open(tie)])
})

test('only the keys that were looked at lose their holds', async () => {
  const mapping = await fresh()
  const apart = await fresh()
  await replaceHolds(pool, mapping, ['k', 'l'], [tie, hold('l', '')])
  await replaceHolds(pool, apart, ['k'], [tie])
  await replaceHolds(pool, mapping, ['k'], [])
  await replaceHolds(pool, mapping, [], [])
  expect(await holdsOf(mapping)).toEqual([closed(tie), open(hold('l', ''))])
  expect(await holdsOf(apart)).toEqual([open(tie)])
})
