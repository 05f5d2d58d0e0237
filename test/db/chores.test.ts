import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import {
  advanceChore,
  allPullsDue,
  type Chore,
  type ChoreProgress,
  choreFailed,
  choresDue,
  holdChore,
  pullAges,
  pullDue,
  restartPulls,
  takeChore,
} from '../../src/store/chores.ts'
import { pauseConnection } from '../../src/store/connections.ts'
import { testDatabase } from '../support/database.ts'
import { ground, names } from './ground.ts'

const { pool } = await testDatabase()
const { crm, pm } = await ground(pool)
beforeEach(async () => {
  await pool.query('delete from chore')
  await pool.query(`update connection set state = 'ready'`)
})

interface Taken {
  readonly chore: Chore
  readonly token: string
}
async function take(leaseSeconds = 30): Promise<Taken | null> {
  const token = randomUUID()
  const chore = await takeChore(pool, token, leaseSeconds)
  return chore && { chore, token }
}
async function taken(): Promise<Taken> {
  const one = await take()
  if (!one) throw new Error('no chore was due')
  return one
}
const nameOf = (one: Taken | null) => one && `${one.chore.kind} ${one.chore.entity}`.trim()
const page = (more: Partial<ChoreProgress> = {}): ChoreProgress => ({
  cursor: null,
  since: null,
  newest: null,
  doneOnce: true,
  nextInSeconds: 60,
  ...more,
})
const advance = (one: Taken, to: ChoreProgress = page()) => advanceChore(pool, one.chore, one.token, to)
/** Makes whatever waits due, as if an hour had gone by. */
const timePasses = () => pool.query(`update chore set due_at = due_at - interval '1 h'`)

test('the chore that is longest overdue is taken, by one worker', async () => {
  await restartPulls(pool, crm, ['new', 'old'], true)
  await pool.query(`update chore set due_at = now() - interval '1 min' where entity = 'old'`)
  const all = [await take(), await take(), await take()]
  expect(all.map(nameOf)).toEqual(['pull old', 'pull new', null])
  await timePasses()
  const many = await Promise.all(names('', 5).map(() => take()))
  expect(many.map(nameOf).filter(Boolean).sort()).toEqual(['pull new', 'pull old'])
})

const states: readonly (readonly [string, readonly string[]])[] = [
  ['new', ['check']],
  ['ready', ['check', 'pull task', 'subscribe']],
  ['paused', []],
]
test.each(states)('what is done for a connection that is %s', async (state, expected) => {
  await choresDue(pool, crm, ['check', 'subscribe'])
  await restartPulls(pool, crm, ['task'], true)
  await pool.query('update connection set state = $2 where id = $1', [crm, state])
  const all = [await take(), await take(), await take(), await take()]
  expect(all.map(nameOf).filter(Boolean).sort()).toEqual(expected)
})

test('a paused connection keeps its chores, and does not hold up those of others', async () => {
  await restartPulls(pool, crm, ['a'], true)
  await timePasses()
  await restartPulls(pool, pm, ['b'], true)
  await pauseConnection(pool, crm, 'signed out')
  expect([nameOf(await take()), await take()]).toEqual(['pull b', null])
  await pool.query(`update connection set state = 'ready'`)
  expect(nameOf(await take())).toBe('pull a')
})

test('how far a chore came is where it goes on, and its page is done for now', async () => {
  await restartPulls(pool, crm, ['task'], true)
  const first = await taken()
  expect(first.chore).toMatchObject({ cursor: null, since: null, newest: null, doneOnce: false, attempts: 0 })
  const there = { cursor: 'page 2', since: '2026-01-01T00:00:00.000Z', newest: '2026-03-29T01:30:00.250Z' }
  expect(await advance(first, page({ ...there, doneOnce: false, nextInSeconds: 0 }))).toBe(true)
  const second = await taken()
  expect(second.chore).toMatchObject({ ...there, doneOnce: false })
  expect(await advance(second)).toBe(true)
  expect(await take()).toBeNull()
})

test('a chore is taken over after its lease, and the one who lost it can no longer say a word', async () => {
  await restartPulls(pool, crm, ['task'], true)
  const lost = await taken()
  await timePasses()
  const mine = await taken()
  expect(mine.chore.entity).toBe('task')
  expect(await advance(lost, page({ cursor: 'wrong' }))).toBe(false)
  await choreFailed(pool, lost.chore, lost.token, 'late', 3600)
  expect(await advance(mine, page({ cursor: 'right', nextInSeconds: 0 }))).toBe(true)
  expect((await taken()).chore).toMatchObject({ cursor: 'right', attempts: 0 })
})

test('a chore is advanced once', async () => {
  await choresDue(pool, crm, ['check'])
  const one = await taken()
  expect([await advance(one), await advance(one)]).toEqual([true, false])
})

test('a failure is counted, waits as long as asked, and is forgotten when the chore comes on', async () => {
  await restartPulls(pool, crm, ['task'], true)
  const attempts: number[] = []
  for (const _ of names('', 3)) {
    const { chore, token } = await taken()
    attempts.push(chore.attempts)
    await choreFailed(pool, chore, token, 'no answer', 600)
    expect(await take()).toBeNull()
    await timePasses()
  }
  expect(attempts).toEqual([0, 1, 2])
  await advance(await taken(), page({ nextInSeconds: 0 }))
  expect((await taken()).chore.attempts).toBe(0)
  const left = await pool.query('select last_error from chore')
  expect(left.rows).toEqual([{ last_error: null }])
})

const restarts: readonly (readonly [string, boolean, object])[] = [
  ['from the start', true, { cursor: null, since: null, newest: null, doneOnce: false }],
  [
    'from where they are',
    false,
    { cursor: null, since: '2026-01-01T00:00:00.000Z', newest: null, doneOnce: true },
  ],
]
test.each(restarts)(
  'pulls begin again %s, whatever page is being read just now',
  async (_, fromStart, place) => {
    await restartPulls(pool, crm, ['task'], true)
    const there = { cursor: 'page 9', since: '2026-01-01T00:00:00.000Z', newest: '2026-02-01T00:00:00.000Z' }
    await advance(await taken(), page({ ...there, nextInSeconds: 0 }))
    const reading = await taken()
    await restartPulls(pool, crm, ['task'], fromStart)
    expect(await advance(reading, page({ since: '2027-01-01T00:00:00.000Z' }))).toBe(false)
    expect((await taken()).chore).toMatchObject(place)
  },
)

test('a chore that is asked for anew while it is done is done again', async () => {
  await choresDue(pool, crm, ['check'])
  const old = await taken()
  await choresDue(pool, crm, ['check'])
  expect(await advance(old)).toBe(false)
  expect(nameOf(await take())).toBe('check')
})

test('a chore that is asked for anew begins to count its failures anew, so that it is soon tried again', async () => {
  await choresDue(pool, crm, ['check'])
  for (let times = 0; times < 6; times++) {
    const { chore, token } = await taken()
    await choreFailed(pool, chore, token, 'down', 0)
  }
  await choresDue(pool, crm, ['check'])
  expect((await taken()).chore.attempts).toBe(0)
})

test('asking for a pull makes it due where it is, and leaves one in work alone', async () => {
  await restartPulls(pool, crm, ['task', 'deal'], true)
  const [one, two] = [await taken(), await taken()]
  await advance(one, page({ since: '2026-01-01T00:00:00.000Z' }))
  await advance(two)
  expect(await take()).toBeNull()
  await pullDue(pool, crm, one.chore.entity)
  const again = await taken()
  expect(again.chore).toMatchObject({ entity: one.chore.entity, since: '2026-01-01T00:00:00.000Z' })
  await pullDue(pool, crm, one.chore.entity)
  await allPullsDue(pool)
  expect((await taken()).chore.entity).toBe(two.chore.entity)
  expect(await take()).toBeNull()
  expect(await advance(again)).toBe(true)
})

test('a pull that failed is not asked for before its time, however often somebody waits for it', async () => {
  await restartPulls(pool, crm, ['task'], true)
  const { chore, token } = await taken()
  await choreFailed(pool, chore, token, 'down', 60)
  await pullDue(pool, crm, 'task')
  expect(await take()).toBeNull()
})

test('a pull has an age once it went all the way through', async () => {
  await restartPulls(pool, crm, ['task', 'deal'], true)
  const [one, two] = [await taken(), await taken()]
  await advance(one, page({ cursor: 'page 2', doneOnce: false }))
  await advance(two)
  const ages = await pullAges(pool, [crm, pm])
  expect([...ages.keys()]).toEqual([`${crm} ${two.chore.entity}`])
  expect(ages.get(`${crm} ${two.chore.entity}`)?.ms).toBeLessThan(10_000)
  expect(ages.get(`${crm} ${two.chore.entity}`)?.isUnderWay).toBe(false)
  await restartPulls(pool, crm, ['task', 'deal'], true)
  expect((await pullAges(pool, [crm])).size).toBe(0)
})

test('a chore that is held for long is not held for less because its lease is renewed', async () => {
  await choresDue(pool, crm, ['check'])
  const { chore, token } = await taken()
  expect(await holdChore(pool, chore, token, 900)).toBe(true)
  expect(await holdChore(pool, chore, token, 30)).toBe(true)
  const held = await pool.query(`select due_at > now() + interval '10 min' as long from chore`)
  expect(held.rows).toEqual([{ long: true }])
})
