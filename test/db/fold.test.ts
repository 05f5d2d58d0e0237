import { expect, test } from 'vitest'
import { linkKey, newcomerKey } from '../../src/engine/keys.ts'
import { fold } from '../../src/store/fold.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { pauseMapping, resumeMapping, switchOff } from '../../src/store/mappings.ts'
import { prio, signalKeys, signalRows } from '../../src/store/signals.ts'
import { replaceWaits, wakeWaitersFor } from '../../src/store/waits.ts'
import { testDatabase } from '../support/database.ts'
import { ground, linked, mapped, names } from './ground.ts'
import { claimed, dirtyKeys, dirtyRows, foldAll, foldKeys } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
const fresh = () => ground(pool, `fold-${grounds++}`)
const account = (connection: number, id: string) => ({ connection, entity: 'account', id })

test('a hundred signals for a row are one dirty key', async () => {
  const { crm, mapping } = await fresh()
  await Promise.all(names('', 100).map(() => signalRows(pool, [account(crm, '1')], prio.edit)))
  expect(await fold(pool)).toBe(100)
  expect(await dirtyKeys(pool, mapping)).toEqual(['new:accounts:crm:1'])
})

test('a row that is linked becomes the key of its link, from either side', async () => {
  const { crm, pm, mapping } = await fresh()
  const [first = '', second = ''] = await linked(pool, mapping, [
    ['c1', 'p1'],
    ['c2', 'p2'],
  ])
  const client = { connection: pm, entity: 'client', id: 'p2' }
  await signalRows(pool, [account(crm, 'c1'), client], prio.edit)
  await foldAll(pool)
  expect((await dirtyKeys(pool, mapping)).sort()).toEqual([linkKey(first), linkKey(second)].sort())
})

test('both rows of a link are one key', async () => {
  const { crm, pm, mapping } = await fresh()
  const [link = ''] = await linked(pool, mapping, [['c1', 'p1']])
  await signalRows(pool, [account(crm, 'c1'), { connection: pm, entity: 'client', id: 'p1' }], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual([linkKey(link)])
})

test('a row of the same id on the other side, or in another pair, is somebody else', async () => {
  const { crm, pm, mapping } = await fresh()
  await linked(pool, mapping, [['1', '2']])
  await signalRows(pool, [{ connection: pm, entity: 'client', id: '1' }], prio.edit)
  await signalRows(pool, [{ connection: crm, entity: 'deal', id: '1' }], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['new:accounts:pm:1', 'new:deals:crm:1'])
})

test.each(['7', 'a:b', "it's", 'two\nlines', 'ß✓', ' '])(
  'the row %j has the key the engine reads',
  async id => {
    const { crm, mapping } = await fresh()
    await signalRows(pool, [account(crm, id)], prio.edit)
    await foldAll(pool)
    expect(await dirtyKeys(pool, mapping)).toEqual([newcomerKey('accounts', 'crm', id)])
  },
)

test('a row is news to every mapping that concerns it', async () => {
  const { crm, pm, mapping } = await fresh()
  const other = await mapped(pool, { crm, pm }, `fold-${grounds++}`)
  const [link = ''] = await linked(pool, other, [['1', '2']])
  await signalRows(pool, [account(crm, '1')], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual([newcomerKey('accounts', 'crm', '1')])
  expect(await dirtyKeys(pool, other)).toEqual([linkKey(link)])
})

test('whoever waits for a row is due with it, and only then', async () => {
  const { crm, mapping } = await fresh()
  const wait = { key: 'link:7', connection: crm, entity: 'account', rowId: '1' }
  await replaceWaits(pool, mapping, ['link:7'], [wait])
  await signalRows(pool, [account(crm, '2')], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['new:accounts:crm:2'])
  await signalRows(pool, [account(crm, '1')], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['link:7', 'new:accounts:crm:1', 'new:accounts:crm:2'])
})

test('waiters are woken by a row that no mapping concerns, and can be woken without it', async () => {
  const { crm, mapping } = await fresh()
  const wait = { key: 'link:7', connection: crm, entity: 'portal', rowId: '1' }
  await replaceWaits(pool, mapping, ['link:7'], [wait])
  await signalRows(pool, [{ connection: crm, entity: 'portal', id: '1' }], prio.edit)
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['link:7'])
  await wakeWaitersFor(pool, mapping, [{ connection: crm, entity: 'portal', id: '1' }])
  await foldAll(pool)
  expect((await dirtyRows(pool, mapping)).map(row => row.version)).toEqual([2])
})

test('signals for entities that no mapping uses vanish', async () => {
  const { crm, mapping } = await fresh()
  await signalRows(pool, [{ connection: crm, entity: 'invoice', id: '1' }], prio.edit)
  await switchOff(pool, mapping)
  await signalRows(pool, [account(crm, '1')], prio.edit)
  expect(await fold(pool)).toBe(2)
  expect(await dirtyKeys(pool, mapping)).toEqual([])
  expect((await pool.query('select from signal')).rowCount).toBe(0)
})

test('what is news while a mapping is paused is due when it goes on', async () => {
  const { crm, mapping } = await fresh()
  await pauseMapping(pool, mapping, 'for a test')
  await signalRows(pool, [account(crm, '1')], prio.edit)
  await foldAll(pool)
  expect(await resumeMapping(pool, mapping)).toBe(true)
  expect(await dirtyKeys(pool, mapping)).toEqual(['new:accounts:crm:1'])
  expect(await resumeMapping(pool, mapping)).toBe(false)
})

test('signals while a key is in work make exactly one more run, later', async () => {
  const { mapping } = await fresh()
  await foldKeys(pool, mapping, ['k'])
  const { token, claims } = await claimed(pool, mapping)
  for (const _ of names('', 5)) await foldKeys(pool, mapping, ['k'])
  expect((await claimed(pool, mapping)).claims).toEqual([])
  await settleKeys(pool, mapping, token, ends(claims))
  const again = await claimed(pool, mapping)
  expect(again.claims.map(claim => claim.key)).toEqual(['k'])
  await settleKeys(pool, mapping, again.token, ends(again.claims))
  expect(await dirtyKeys(pool, mapping)).toEqual([])
})

test('the signal of a transaction that commits late is folded when it has', async () => {
  const { mapping } = await fresh()
  const client = await pool.connect()
  try {
    await client.query('begin')
    await signalKeys(client, mapping, ['late'], prio.backlog)
    await foldKeys(pool, mapping, ['soon'])
    expect(await dirtyKeys(pool, mapping)).toEqual(['soon'])
    await client.query('commit')
  } finally {
    client.release()
  }
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['late', 'soon'])
})

test('a change that commits after its key was looked at makes the key run again', async () => {
  const { mapping } = await fresh()
  const client = await pool.connect()
  try {
    await client.query('begin')
    await signalKeys(client, mapping, ['k'], prio.backlog)
    await foldKeys(pool, mapping, ['k'])
    const { token, claims } = await claimed(pool, mapping)
    await settleKeys(pool, mapping, token, ends(claims))
    expect(await dirtyKeys(pool, mapping)).toEqual([])
    await client.query('commit')
  } finally {
    client.release()
  }
  await foldAll(pool)
  expect(await dirtyKeys(pool, mapping)).toEqual(['k'])
})

test('a signal that was rolled back never was', async () => {
  const { mapping } = await fresh()
  const client = await pool.connect()
  await client.query('begin')
  await signalKeys(client, mapping, ['k'], prio.backlog)
  await client.query('rollback')
  client.release()
  expect(await fold(pool)).toBe(0)
  expect(await dirtyKeys(pool, mapping)).toEqual([])
})

test('many folds at once take each signal once', async () => {
  const { mapping } = await fresh()
  await signalKeys(pool, mapping, names('k', 500), prio.backlog)
  const taken = await Promise.all(names('', 8).map(() => fold(pool, 50)))
  const rest = await fold(pool)
  expect(taken.reduce((sum, one) => sum + one, rest)).toBe(500)
  const rows = await dirtyRows(pool, mapping)
  expect(rows.length).toBe(500)
  expect(rows.every(row => row.version === 1)).toBe(true)
})

test('only one node folds at a time, and the others do not wait', async () => {
  const { mapping } = await fresh()
  await signalKeys(pool, mapping, ['k'], prio.backlog)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(4711)')
    expect(await fold(pool)).toBe(0)
    await client.query('commit')
  } finally {
    client.release()
  }
  expect(await fold(pool)).toBe(1)
})

test('one fold takes no more than it was asked for, oldest first', async () => {
  const { mapping } = await fresh()
  await signalKeys(pool, mapping, names('k', 25), prio.backlog)
  expect(await fold(pool, 10)).toBe(10)
  expect((await dirtyKeys(pool, mapping)).length).toBe(10)
  expect([await fold(pool, 10), await fold(pool, 10), await fold(pool, 10)]).toEqual([10, 5, 0])
})

function ends(claims: readonly { readonly key: string; readonly version: string }[]) {
  return claims.map(({ key, version }) => ({ key, version, is: 'done' as const }))
}
