import { expect, test } from 'vitest'
import { grantWishes, makeWishes, type NewWish, wishesOf } from '../../src/store/wishes.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'

const { pool } = await testDatabase()
let grounds = 0
const fresh = async () => (await ground(pool, `wishes-${grounds++}`)).mapping

const wish = (rowId: string, more: Partial<NewWish> = {}): NewWish => ({
  pair: 'deals',
  side: 'crm',
  rowId,
  why: 'won',
  askedBy: null,
  ...more,
})

test('a wish stands until it is granted, with its day and age', async () => {
  const mapping = await fresh()
  const asked = wish('1', { why: 'asked', askedBy: 'ann@example.test' })
  await makeWishes(pool, mapping, [asked])
  const [found] = await wishesOf(pool, mapping, [asked])
  expect(found).toMatchObject(asked)
  const today = await pool.query(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today`)
  expect(found?.on).toBe(today.rows[0]?.today)
  expect(found?.ageMs).toBeLessThan(10_000)
  await grantWishes(pool, mapping, [asked])
  expect(await wishesOf(pool, mapping, [asked])).toEqual([])
})

test('the first person to ask is the one who asked, and counts before an event', async () => {
  const mapping = await fresh()
  const first = wish('1', { why: 'asked', askedBy: 'ann@example.test' })
  await makeWishes(pool, mapping, [wish('1'), wish('1', { why: 'needed' })])
  expect(await wishesOf(pool, mapping, [first])).toMatchObject([wish('1')])
  for (const one of [first, wish('1'), wish('1', { why: 'asked', askedBy: 'bo@example.test' })])
    await makeWishes(pool, mapping, [one])
  expect(await wishesOf(pool, mapping, [first])).toMatchObject([first])
})

test('what a person gives stands, whoever asked before, and is not taken back by another asking', async () => {
  const mapping = await fresh()
  const form = {
    why: 'asked',
    askedBy: 'ann@example.test',
    given: { name: 'Own' },
    members: { people: ['p1'], agreed: true },
  } as const
  await makeWishes(pool, mapping, [wish('1')])
  await makeWishes(pool, mapping, [wish('1', form)])
  await makeWishes(pool, mapping, [wish('1')])
  expect(await wishesOf(pool, mapping, [wish('1')])).toMatchObject([wish('1', form)])
  await makeWishes(pool, mapping, [wish('1', { ...form, given: { name: 'Better' }, members: null })])
  expect(await wishesOf(pool, mapping, [wish('1')])).toMatchObject([
    { given: { name: 'Better' }, members: null },
  ])
})

const others: readonly (readonly [string, NewWish])[] = [
  ['another row', wish('2')],
  ['the other side', wish('1', { side: 'pm' })],
  ['another pair', wish('1', { pair: 'tasks' })],
]
test.each(others)('a wish for %s is another wish', async (_, other) => {
  const mapping = await fresh()
  await makeWishes(pool, mapping, [wish('1'), other])
  expect(await wishesOf(pool, mapping, [wish('1')])).toMatchObject([wish('1')])
  await grantWishes(pool, mapping, [wish('1')])
  expect(await wishesOf(pool, mapping, [wish('1'), other])).toMatchObject([other])
})

test('a wish of another mapping is another wish', async () => {
  const [mapping, other] = [await fresh(), await fresh()]
  await makeWishes(pool, mapping, [wish('1')])
  await grantWishes(pool, other, [wish('1')])
  expect(await wishesOf(pool, other, [wish('1')])).toEqual([])
  expect((await wishesOf(pool, mapping, [wish('1')])).length).toBe(1)
})

test('the same wishes in another order, from two transactions at once, never deadlock', async () => {
  const mapping = await fresh()
  const wishes = names('', 200).map(id => wish(id))
  await Promise.all([makeWishes(pool, mapping, wishes), makeWishes(pool, mapping, [...wishes].reverse())])
  expect((await wishesOf(pool, mapping, wishes)).length).toBe(200)
})

test('nothing asked, nothing done', async () => {
  const mapping = await fresh()
  await makeWishes(pool, mapping, [])
  await grantWishes(pool, mapping, [])
  expect(await wishesOf(pool, mapping, [])).toEqual([])
})
