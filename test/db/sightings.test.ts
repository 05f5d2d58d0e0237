import { expect, test } from 'vitest'
import {
  forgetSightings,
  recordNewSightings,
  recordSightings,
  type Seen,
  sightingsOf,
  unlinkedByKey,
} from '../../src/store/sightings.ts'
import { testDatabase } from '../support/database.ts'
import { ground, linked, mapped, names } from './ground.ts'

const { pool } = await testDatabase()
let grounds = 0
const fresh = () => ground(pool, `sightings-${grounds++}`)

const seen = (connection: number, id: string, title = id, matchKey: string | null = null): Seen => ({
  connection,
  entity: 'account',
  id,
  fields: { title },
  matchKey,
})
const titles = async (connection: number, ...ids: string[]) =>
  [...(await sightingsOf(pool, connection, 'account', ids))].map(([id, fields]) => [id, fields.title]).sort()

test('what was seen last counts', async () => {
  const { crm } = await fresh()
  await recordSightings(pool, [seen(crm, '1', 'old'), seen(crm, '2')])
  await recordSightings(pool, [seen(crm, '1', 'new')])
  expect(await titles(crm, '1', '2', '3')).toEqual([
    ['1', 'new'],
    ['2', '2'],
  ])
})

test('a row that stands in a page twice is taken as it stands there last', async () => {
  const { crm } = await fresh()
  await recordSightings(pool, [seen(crm, '1', 'first'), seen(crm, '2'), seen(crm, '1', 'last')])
  expect(await titles(crm, '1', '2')).toEqual([
    ['1', 'last'],
    ['2', '2'],
  ])
})

test('where only new rows are recorded, what is known of the others stays', async () => {
  const { crm } = await fresh()
  await recordSightings(pool, [seen(crm, '1', 'known')])
  await recordNewSightings(pool, [seen(crm, '1', 'again'), seen(crm, '2', 'new'), seen(crm, '2', 'twice')])
  expect(await titles(crm, '1', '2')).toEqual([
    ['1', 'known'],
    ['2', 'new'],
  ])
})

test('rows of other entities and connections are other rows', async () => {
  const { crm, pm } = await fresh()
  await recordSightings(pool, [
    seen(crm, '1'),
    { ...seen(crm, '1', 'deal'), entity: 'deal' },
    seen(pm, '1', 'pm'),
  ])
  expect(await titles(crm, '1')).toEqual([['1', '1']])
  await forgetSightings(pool, crm, 'account', ['1', '2'])
  expect([await titles(crm, '1'), await titles(pm, '1')]).toEqual([[], [['1', 'pm']]])
  expect((await sightingsOf(pool, crm, 'deal', ['1'])).size).toBe(1)
})

test.each([recordSightings, recordNewSightings])(
  'the same rows in another order, from two transactions at once, never deadlock: %o',
  async record => {
    const { crm } = await fresh()
    const rows = names('', 300).map(id => seen(crm, id))
    for (const _ of names('', 5)) await Promise.all([record(pool, rows), record(pool, [...rows].reverse())])
    expect((await titles(crm, ...names('', 300))).length).toBe(300)
  },
)

test('rows are found by their key until they are linked in this pair, on this side', async () => {
  const { crm, pm, mapping } = await fresh()
  const other = await mapped(pool, { crm, pm }, `sightings-${grounds++}`)
  await recordSightings(pool, [
    ...['a', 'b', 'c', 'd', 'e'].map(id => seen(crm, id, id, 'acme')),
    seen(crm, 'else', '', 'other'),
    seen(crm, 'nameless'),
    seen(pm, 'f', '', 'acme'),
  ])
  await linked(pool, mapping, [['a', 'x']])
  await linked(pool, mapping, [['y', 'b']])
  await linked(pool, mapping, [['c', 'z']], 'deals')
  await linked(pool, other, [['d', 'x']])
  const ask = { mapping, pair: 'accounts', side: 'crm', connection: crm, entity: 'account' } as const
  expect(await unlinkedByKey(pool, { ...ask, keys: ['acme', 'nobody'] })).toEqual(
    new Map([['acme', ['b', 'c', 'd', 'e']]]),
  )
  expect(await unlinkedByKey(pool, { ...ask, side: 'pm', keys: ['acme'] })).toEqual(
    new Map([['acme', ['a', 'c', 'd', 'e']]]),
  )
})

test('no more are named than a person can choose from', async () => {
  const { crm, mapping } = await fresh()
  await recordSightings(
    pool,
    names('', 50).map(id => seen(crm, id, id, 'acme')),
  )
  const ask = {
    mapping,
    pair: 'accounts',
    side: 'crm',
    connection: crm,
    entity: 'account',
    keys: ['acme'],
  } as const
  expect((await unlinkedByKey(pool, ask)).get('acme')?.length).toBe(20)
})

test('nothing asked, nothing done', async () => {
  const { crm, mapping } = await fresh()
  await recordSightings(pool, [])
  await recordNewSightings(pool, [])
  await forgetSightings(pool, crm, 'account', [])
  expect((await sightingsOf(pool, crm, 'account', [])).size).toBe(0)
  const ask = {
    mapping,
    pair: 'accounts',
    side: 'crm',
    connection: crm,
    entity: 'account',
    keys: [],
  } as const
  expect((await unlinkedByKey(pool, ask)).size).toBe(0)
})
