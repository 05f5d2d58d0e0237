import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  closeIntents,
  type Intent,
  openIntents,
  recordIntents,
  unsettledCreates,
} from '../../src/store/intents.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'
import { claimed, foldKeys, type Held, leasesEnd } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
async function holding(...keys: string[]): Promise<Held & { readonly mapping: number }> {
  const { mapping } = await ground(pool, `intents-${grounds++}`)
  await foldKeys(pool, mapping, keys)
  return { mapping, ...(await claimed(pool, mapping)) }
}

function intent(key: string, more: Partial<Intent> = {}): Intent {
  const rest = {
    link: null,
    rowId: null,
    createKey: null,
    before: {},
    sent: {},
    why: {},
    saw: { crm: {}, pm: {} },
  }
  return { id: randomUUID(), key, pair: 'tasks', side: 'pm', op: 'update', ...rest, ...more }
}

const fences: readonly (readonly [string, (mapping: number, token: string) => Promise<unknown>, boolean])[] =
  [
    ['holds the lease may', () => Promise.resolve(), true],
    ['let the lease run out may not', mapping => leasesEnd(pool, mapping), false],
    ['was taken over may not', mapping => leasesEnd(pool, mapping).then(() => claimed(pool, mapping)), false],
    [
      'has ended the key may not',
      (mapping, token) => settleKeys(pool, mapping, token, [{ key: 'k', version: '1', is: 'done' }]),
      false,
    ],
  ]
test.each(fences)('a worker that %s record an intent', async (_, happen, may) => {
  const { mapping, token } = await holding('k')
  await happen(mapping, token)
  const asked = intent('k')
  expect([...(await recordIntents(pool, mapping, token, [asked]))]).toEqual(may ? [asked.id] : [])
  expect((await openIntents(pool, mapping, ['k'])).length).toBe(may ? 1 : 0)
})

test('of several intents, those of keys in hand are recorded, and no others', async () => {
  const { mapping, token } = await holding('mine', 'lost')
  await pool.query(`update dirty set token = $2 where mapping = $1 and key = 'lost'`, [mapping, randomUUID()])
  const asked = [intent('mine'), intent('lost'), intent('never'), intent('mine')]
  const recorded = await recordIntents(pool, mapping, token, asked)
  expect(asked.map(one => recorded.has(one.id))).toEqual([true, false, false, true])
  const other = await holding('mine')
  expect((await recordIntents(pool, other.mapping, token, [intent('mine')])).size).toBe(0)
})

test('no key is taken over between the look at its lease and the recording of its intent', async () => {
  const { mapping, token } = await holding('k')
  const asked = intent('k')
  const slow = await pool.connect()
  try {
    await slow.query('begin')
    expect((await recordIntents(slow, mapping, token, [asked])).size).toBe(1)
    await leasesEnd(pool, mapping)
    expect((await claimed(pool, mapping)).claims).toEqual([])
    await slow.query('commit')
  } finally {
    slow.release()
  }
  const { claims } = await claimed(pool, mapping)
  expect(claims.map(claim => claim.key)).toEqual(['k'])
  expect((await openIntents(pool, mapping, ['k'])).map(one => one.id)).toEqual([asked.id])
})

test('intents come back as they were recorded, oldest first, with their age', async () => {
  const { mapping, token } = await holding('a', 'b', 'c')
  const saw = { crm: { title: 'é', done: null }, pm: { tags: ['x', 'y'], count: 2, open: true } }
  const first = intent('a', {
    link: '9007199254740993',
    rowId: '7',
    before: { title: 'old' },
    sent: saw.pm,
    saw,
  })
  const second = intent('b', { op: 'create', createKey: 'ck', side: 'crm', pair: 'deals' })
  await recordIntents(pool, mapping, token, [first])
  await recordIntents(pool, mapping, token, [second])
  await recordIntents(pool, mapping, token, [intent('c')])
  const open = await openIntents(pool, mapping, ['b', 'a'])
  expect(open.map(({ ageMs, ...rest }) => rest)).toEqual([
    { ...first, pass: token, made: null },
    { ...second, pass: token, made: null },
  ])
  expect(open.every(one => one.ageMs >= 0 && one.ageMs < 10_000)).toBe(true)
})

test('closing forgets what was named, however often', async () => {
  const { mapping, token } = await holding('k')
  const [one, two] = [intent('k'), intent('k')]
  await recordIntents(pool, mapping, token, [one, two])
  for (const _ of [1, 2]) await closeIntents(pool, [one.id, randomUUID()])
  await closeIntents(pool, [])
  expect((await openIntents(pool, mapping, ['k'])).map(open => open.id)).toEqual([two.id])
})

test('an intent is recorded once, and a second of the same id takes its whole batch down', async () => {
  const { mapping, token } = await holding('k')
  const asked = intent('k')
  await recordIntents(pool, mapping, token, [asked])
  await expect(recordIntents(pool, mapping, token, [intent('k'), asked])).rejects.toThrow(/duplicate key/)
  expect((await openIntents(pool, mapping, ['k'])).length).toBe(1)
})

test('creates are unsettled until they are closed', async () => {
  const { mapping, token } = await holding('k')
  const create = intent('k', { op: 'create', createKey: `ck-${mapping}` })
  const update = intent('k', { createKey: `up-${mapping}` })
  await recordIntents(pool, mapping, token, [create, update])
  const keys = [`ck-${mapping}`, `up-${mapping}`, 'never']
  expect([...(await unsettledCreates(pool, keys))]).toEqual([`ck-${mapping}`])
  await closeIntents(pool, [create.id])
  expect((await unsettledCreates(pool, keys)).size).toBe(0)
})

test('nothing asked, nothing done', async () => {
  const { mapping, token } = await holding('k')
  expect((await recordIntents(pool, mapping, token, [])).size).toBe(0)
  expect(await openIntents(pool, mapping, [])).toEqual([])
  expect((await unsettledCreates(pool, [])).size).toBe(0)
})
