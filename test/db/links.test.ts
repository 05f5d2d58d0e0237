import { expect, test } from 'vitest'
import type { PairName } from '../../src/core/policy.ts'
import {
  deleteLinks,
  insertLinks,
  type Link,
  linksById,
  linksOfRows,
  type NewLink,
  updateLinks,
} from '../../src/store/links.ts'
import { markGone } from '../../src/store/missing-rows.ts'
import { testDatabase } from '../support/database.ts'
import { ground, linked, names } from './ground.ts'

const { pool } = await testDatabase()
let grounds = 0
const fresh = () => ground(pool, `links-${grounds++}`)

const link = (crm: string, pm: string, pair: PairName = 'accounts'): NewLink => ({
  pair,
  ids: { crm, pm },
  base: { crm: { name: crm }, pm: { name: pm } },
})
/** Nothing is held, refused or different. */
const open = { beside: { crm: {}, pm: {} }, differs: false }
const idsOf = (links: readonly Link[]) => links.map(one => `${one.ids.crm}-${one.ids.pm}`).sort()

const conflicts: readonly (readonly [string, readonly NewLink[], readonly string[]])[] = [
  ['two free rows', [link('n1', 'm1')], ['n1-m1']],
  ['a crm row that is linked', [link('c1', 'm1')], []],
  ['a pm row that is linked', [link('n1', 'p1')], []],
  ['the same two again', [link('c1', 'p1')], []],
  ['linked rows beside free ones', [link('c1', 'm1'), link('n2', 'm2'), link('n3', 'p1')], ['n2-m2']],
  ['one row twice in one go', [link('n1', 'm1'), link('n1', 'm2'), link('n2', 'm1')], ['n1-m1']],
  ['rows that are linked in another pair', [link('c1', 'p1', 'deals')], ['c1-p1']],
]
test.each(conflicts)('asked to link %s', async (_, asked, made) => {
  const { mapping } = await fresh()
  await insertLinks(pool, mapping, [link('c1', 'p1')])
  expect(idsOf(await insertLinks(pool, mapping, asked))).toEqual(made)
})

test('a link is what it was made of, and is found by either row and by its id', async () => {
  const { mapping } = await fresh()
  const [made] = await insertLinks(pool, mapping, [link('c1', 'p1')])
  const nothing = { crm: null, pm: null }
  const known = { absent: nothing, parents: nothing, urls: nothing, made: null, ...open }
  expect(made).toEqual({ ...link('c1', 'p1'), id: made?.id, ...known })
  expect(await linksById(pool, [made?.id ?? '', '999999'])).toEqual([made])
  const rows = [
    { pair: 'accounts', side: 'crm', id: 'c1' },
    { pair: 'accounts', side: 'crm', id: 'c1' },
    { pair: 'accounts', side: 'pm', id: 'p1' },
    { pair: 'accounts', side: 'pm', id: 'c1' },
    { pair: 'deals', side: 'crm', id: 'c1' },
  ] as const
  expect(await linksOfRows(pool, mapping, rows)).toEqual([made])
  const other = await fresh()
  expect(await linksOfRows(pool, other.mapping, rows)).toEqual([])
})

test('two nodes that link the same rows at once make one link, and never deadlock', async () => {
  const { mapping } = await fresh()
  const asked = names('', 200).map(at => link(`c${at}`, `p${at}`))
  const made = await Promise.all([
    insertLinks(pool, mapping, asked),
    insertLinks(pool, mapping, [...asked].reverse()),
  ])
  expect(made.flat().length).toBe(200)
})

test('a link moves as it is told', async () => {
  const { mapping } = await fresh()
  const [one = '', other = ''] = await linked(pool, mapping, [
    ['c1', 'p1'],
    ['c2', 'p2'],
  ])
  const base = { crm: { name: 'x', done: null }, pm: { name: ['y'] } }
  const both = { crm: { parent: 'd1' }, pm: { parent: null } }
  const change = { id: one, base, shown: { crm: null, pm: null }, verified: false, ...open }
  const verified = async (id: string) =>
    (await pool.query('select verified_at is not null as is_so from link where id = $1', [id])).rows[0]?.is_so
  await updateLinks(pool, [{ ...change, shown: both }])
  const parents = { crm: 'd1', pm: null }
  expect(await linksById(pool, [one])).toMatchObject([{ base, absent: { crm: null, pm: null }, parents }])
  expect(await verified(one)).toBe(false)
  await updateLinks(pool, [{ ...change, shown: { ...both, crm: null }, verified: true }])
  const absent = { crm: { forMs: expect.any(Number), said: false }, pm: null }
  expect(await linksById(pool, [one])).toMatchObject([{ absent, parents }])
  expect([await verified(one), await verified(other)]).toEqual([true, false])
  await updateLinks(pool, [change])
  expect(await verified(one)).toBe(true)
})

test('a row has been missing since the first reading that missed it', async () => {
  const { mapping } = await fresh()
  const [one = ''] = await linked(pool, mapping, [['c1', 'p1']])
  const base = { crm: {}, pm: {} }
  const miss = () =>
    updateLinks(pool, [
      { ...open, id: one, base, shown: { crm: null, pm: { parent: null } }, verified: false },
    ])
  const forMs = async () => (await linksById(pool, [one]))[0]?.absent.crm?.forMs
  await miss()
  expect(await forMs()).toBeLessThan(10_000)
  await pool.query(`update link set crm_missing_since = crm_missing_since - interval '1 h'`)
  await miss()
  expect(await forMs()).toBeGreaterThanOrEqual(3_600_000)
})

test('unlinked rows are free again', async () => {
  const { mapping } = await fresh()
  const ids = await linked(pool, mapping, [['c1', 'p1']])
  await deleteLinks(pool, [...ids, '999999'])
  expect(await linksById(pool, ids)).toEqual([])
  expect(idsOf(await insertLinks(pool, mapping, [link('c1', 'p2')]))).toEqual(['c1-p2'])
})

test('rows that a deletion feed names are believed gone, on their own side only', async () => {
  const { crm, pm, mapping } = await fresh()
  const ids = await linked(pool, mapping, [
    ['1', '2'],
    ['2', '1'],
    ['3', '3'],
  ])
  await linked(pool, mapping, [['1', '1']], 'deals')
  await markGone(pool, crm, 'account', ['1', 'unknown'])
  await markGone(pool, pm, 'client', ['3'])
  const marked = (await linksById(pool, ids)).map(one => [
    one.ids.crm,
    one.absent.crm?.said,
    one.absent.pm?.said,
  ])
  expect(marked.sort()).toEqual([
    ['1', true, undefined],
    ['2', undefined, undefined],
    ['3', undefined, true],
  ])
  const deals = await linksOfRows(pool, mapping, [{ pair: 'deals', side: 'crm', id: '1' }])
  expect(deals.map(one => one.absent)).toEqual([{ crm: null, pm: null }])
})

test('a deletion feed and a pass that move the same links at once never deadlock', async () => {
  const { crm, mapping } = await fresh()
  const ids = await linked(
    pool,
    mapping,
    names('', 300).map(at => [`c${at}`, `p${at}`] as const),
  )
  const base = { crm: {}, pm: {} }
  const shown = { crm: { parent: null }, pm: { parent: null } }
  const changes = ids.map(id => ({ id, base, shown, verified: true, ...open }))
  for (const _ of names('', 5))
    await Promise.all([
      updateLinks(pool, [...changes].reverse()),
      markGone(pool, crm, 'account', names('c', 300)),
      updateLinks(pool, changes),
    ])
  expect((await linksById(pool, ids)).length).toBe(300)
})

test('nothing asked, nothing done', async () => {
  const { crm, mapping } = await fresh()
  await updateLinks(pool, [])
  await deleteLinks(pool, [])
  await markGone(pool, crm, 'account', [])
  expect(await insertLinks(pool, mapping, [])).toEqual([])
  expect(await linksById(pool, [])).toEqual([])
  expect(await linksOfRows(pool, mapping, [])).toEqual([])
})
