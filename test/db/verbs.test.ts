import { expect, test } from 'vitest'
import { z } from 'zod'
import { verbs } from '../../src/engine/verbs/index.ts'
import { defineVerb, operator, perform } from '../../src/engine/verbs/verb.ts'
import { VerbError } from '../../src/engine/verbs/verb-error.ts'
import { testEngine } from '../support/engine.ts'
import { ground } from './ground.ts'

const { engine } = await testEngine()
const { mapping } = await ground(engine.pool)

/** A verb that leaves a trace in the database, unless it is asked to break afterwards. */
const trace = defineVerb({
  name: 'test.trace',
  title: 'Leave a trace',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ name: z.string().min(2), password: z.string().optional(), breaks: z.boolean() }),
  answer: z.string(),
  unjournalled: ['password'],
  async act({ tx, concerns }, { name, breaks }) {
    concerns({ mapping, pair: 'deals', key: name })
    await tx.query(`insert into outbox (message_id, recipient, subject, body) values ($1, '', '', '')`, [
      name,
    ])
    if (breaks) throw new VerbError('verb/conflict', 'It is broken.')
    return `left ${name}`
  },
})

const traces = async (name: string) =>
  (await engine.pool.query('select 1 from outbox where message_id = $1', [name])).rowCount
const entries = async (name: string) =>
  (await engine.pool.query('select mapping, pair, kind, data from journal where key = $1', [name])).rows

test('what was asked is done, and the journal says by whom, without what is secret', async () => {
  const ask = { name: 'done', password: 'hush', breaks: false }
  expect(await perform(engine, trace, { name: 'Bo', role: 'sales' }, ask)).toBe('left done')
  expect(await traces('done')).toBe(1)
  const data = { verb: 'test.trace', by: 'Bo', ask: { name: 'done', breaks: false } }
  expect(await entries('done')).toEqual([{ mapping, pair: 'deals', kind: 'asked', data }])
})

test('what breaks leaves nothing behind, in no table', async () => {
  const asked = perform(engine, trace, operator(), { name: 'broken', breaks: true })
  await expect(asked).rejects.toMatchObject({ code: 'verb/conflict', message: 'It is broken.' })
  expect(await traces('broken')).toBe(0)
  expect(await entries('broken')).toEqual([])
})

test('a role that may not is refused before its words are even read', async () => {
  const asked = perform(engine, trace, { name: 'Vi', role: 'viewer' }, 'nonsense')
  const message = '"Leave a trace" is for admin or sales; Vi has the role viewer.'
  await expect(asked).rejects.toMatchObject({ code: 'verb/not-allowed', message })
})

const bad: readonly (readonly [string, unknown, string])[] = [
  ['a key is missing', { name: 'good' }, 'breaks'],
  ['a value is too short', { name: 'x', breaks: false }, 'name'],
  ['a key is unknown', { name: 'good', breaks: false, more: 1 }, 'more'],
  ['it is no object at all', 'nonsense', 'the whole'],
  ['a text holds a null byte', { name: 'go\u0000od', breaks: false }, 'null byte'],
]
test.each(bad)('bad input is named: %s', async (_, input, named) => {
  const asked = perform(engine, trace, operator(), input)
  await expect(asked).rejects.toMatchObject({
    code: 'verb/bad-input',
    message: expect.stringContaining(named),
  })
})

test('every verb is named once, as a path, with a title and somebody who may', () => {
  const names = verbs.map(verb => verb.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter(name => !/^[a-z]+(\.[a-z-]+)+$/.test(name))).toEqual([])
  expect(verbs.filter(verb => verb.title === '' || verb.roles.length === 0)).toEqual([])
})
