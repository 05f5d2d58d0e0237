import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Value } from '../../src/core/value.ts'
import { endEpisodes, type NewEpisode, openEpisode, openEpisodes } from '../../src/store/episodes.ts'
import { deleteLinks } from '../../src/store/links.ts'
import { testDatabase } from '../support/database.ts'
import { ground, linked } from './ground.ts'

const { pool } = await testDatabase()
const { mapping } = await ground(pool)

let rows = 0
async function newLink(): Promise<string> {
  const [id = ''] = await linked(pool, mapping, [[`c${rows}`, `p${rows++}`]])
  return id
}

function episode(link: string, more: Partial<NewEpisode> = {}): NewEpisode {
  const refusal = {
    code: 'refused/outside-schedule',
    why: 'outside the project',
    passes: 'until Friday',
  } as const
  const rest = {
    field: 'dueDate',
    to: 'pm',
    value: '2026-01-01',
    told: null,
    isTold: true,
    refusedAt: null,
  } as const
  return { id: randomUUID(), link, refusal, ...rest, ...more }
}

const values: readonly (readonly [string, Value])[] = [
  ['a text', 'x'],
  ['an empty text', ''],
  ['a number', 0.5],
  ['a flag', false],
  ['nothing', null],
  ['several', ['a', 'b']],
]
test.each(values)('an episode over %s comes back as it was opened', async (_, value) => {
  const asked = episode(await newLink(), { value, told: 'ann@example.test', refusedAt: 'v7', to: 'crm' })
  await openEpisode(pool, mapping, [asked])
  expect(await openEpisodes(pool, [asked.link])).toEqual([asked])
})

test('where one is open for the field already, it stays', async () => {
  const first = episode(await newLink())
  await openEpisode(pool, mapping, [first])
  await openEpisode(pool, mapping, [episode(first.link, { value: '2027-01-01' })])
  expect(await openEpisodes(pool, [first.link])).toEqual([first])
})

test('each field has one of its own, and each link', async () => {
  const [one, other] = [await newLink(), await newLink()]
  await openEpisode(pool, mapping, [episode(one), episode(one, { field: 'status' }), episode(other)])
  expect((await openEpisodes(pool, [one])).map(open => open.field).sort()).toEqual(['dueDate', 'status'])
  expect((await openEpisodes(pool, [one, other])).length).toBe(3)
})

test('what has ended is open no more, and the same value typed again is a new one', async () => {
  const first = episode(await newLink())
  await openEpisode(pool, mapping, [first])
  await endEpisodes(pool, [{ id: first.id, how: 'withdrawn' }])
  expect(await openEpisodes(pool, [first.link])).toEqual([])
  const second = episode(first.link)
  await openEpisode(pool, mapping, [second])
  expect(await openEpisodes(pool, [first.link])).toEqual([second])
})

test('an episode ends once: the first ending is the one that is kept', async () => {
  const { id, link } = episode(await newLink())
  await openEpisode(pool, mapping, [episode(link, { id })])
  await endEpisodes(pool, [{ id, how: 'passed' }])
  const ended = () => pool.query('select ended_at, ended_how from episode where id = $1', [id])
  const before = (await ended()).rows
  await endEpisodes(pool, [{ id, how: 'withdrawn' }])
  await endEpisodes(pool, [{ id: randomUUID(), how: 'passed' }])
  expect((await ended()).rows).toEqual(before)
  expect(before).toMatchObject([{ ended_how: 'passed' }])
})

test('a link takes its episodes with it', async () => {
  const asked = episode(await newLink())
  await openEpisode(pool, mapping, [asked])
  await deleteLinks(pool, [asked.link])
  expect(await openEpisodes(pool, [asked.link])).toEqual([])
})

test('nothing asked, nothing done', async () => {
  await openEpisode(pool, mapping, [])
  await endEpisodes(pool, [])
  expect(await openEpisodes(pool, [])).toEqual([])
})
