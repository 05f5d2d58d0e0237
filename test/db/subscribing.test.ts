import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, runSandbox } from '../../src/cli/sandbox.ts'
import { doChore } from '../../src/engine/chores.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { toldAfterTries } from '../../src/engine/lost-hooks.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { mappingOff } from '../../src/engine/verbs/mapping-off.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { type TestEngine, testEngine } from '../support/engine.ts'

const day = 24 * 3600
let running: RunningSandbox
let opened: TestEngine

beforeAll(async () => {
  running = await runSandbox('zoho-crm')
  opened = await testEngine({
    BATON_HOSTS: running.hosts,
    BATON_PUBLIC_URL: 'https://baton.example.test',
    BATON_POLL_SECONDS: '86400',
  })
  const { pool } = opened.engine
  await useTasks(opened.engine)
  await pool.query(`insert into chore (connection, kind, entity) select id, 'pull', 'task' from connection`)
  while (await doChore(opened.engine));
})
beforeEach(() => running.sandbox.advance(600))

afterAll(async () => {
  await opened.engine.sessions.close()
  await running.close()
})

/** A connection to the box, and a mapping that needs its tasks. */
async function useTasks(engine: Engine) {
  await perform(engine, connectionsConnect, operator(), {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { ...running.sandbox.settings },
    credentials: running.sandbox.credentials,
  })
  await engine.pool.query(
    `with m as (insert into mapping (name, text, crm, pm, state) select 'm', '', id, id, 'on' from connection returning id, crm)
     insert into mapping_entity (mapping, connection, entity, side, pair) select id, crm, 'task', 'crm', 'tasks' from m`,
  )
}

const channels = () => running.sandbox.state().Channels ?? []
const callsOf = async (work: () => Promise<unknown>) => {
  const before = running.sandbox.calls().length
  await work()
  return running.sandbox
    .calls()
    .slice(before)
    .map(({ method, path }) => `${method} ${path}`)
}
const subscribeAgain = async () => {
  await opened.engine.pool.query("update chore set due_at = now() where kind = 'subscribe'")
  while (await doChore(opened.engine));
}

/** Somebody ends it, or its week is over: to a renewal that looks alike. */
async function endChannel() {
  const { rows } = await opened.engine.pool.query('select * from connection')
  const url = `https://www.zohoapis.com/crm/v8/actions/watch?channel_ids=${channels()[0]?.id}`
  await opened.engine.sessions.open(rows[0], 'live').send({ method: 'DELETE', url })
}

test('a channel that is open is renewed, and nothing is pulled for it', async () => {
  expect(channels()).toHaveLength(1)
  const calls = await callsOf(subscribeAgain)
  expect(calls).toEqual(['PATCH /crm/v8/actions/watch'])
})

test('it is renewed when half of its week is over', async () => {
  await subscribeAgain()
  const { rows } = await opened.engine.pool.query(
    `select extract(epoch from due_at - now())::float8 as seconds from chore where kind = 'subscribe'`,
  )
  expect(rows[0].seconds / day).toBeCloseTo(3.5, 1)
})

test('after one that ended another is opened, and what nobody was told is pulled at once', async () => {
  await endChannel()
  const calls = await callsOf(subscribeAgain)
  expect(calls).toEqual(
    expect.arrayContaining([
      'PATCH /crm/v8/actions/watch',
      'POST /crm/v8/actions/watch',
      'POST /crm/v8/coql',
    ]),
  )
  expect(calls.indexOf('POST /crm/v8/actions/watch')).toBeLessThan(calls.indexOf('POST /crm/v8/coql'))
})

/** What comes of channels that can be opened no more, and are opened again. */
describe('webhooks that the vendor no longer gives', () => {
  const letters = async () =>
    (
      await opened.engine.pool.query<{ subject: string; body: string }>(
        'select subject, body from outbox order by subject desc',
      )
    ).rows
  const states = async () =>
    (await opened.engine.pool.query('select state from connection union all select state from mapping')).rows
  const match = '/crm/v8/actions/watch'

  test('pause nothing, for changes are asked for; the admins hear so once, with what to do', async () => {
    await endChannel()
    await opened.engine.pool.query('delete from outbox')
    const before = await states()
    expect(before).toContainEqual({ state: 'ready' })
    running.sandbox.fault({ fault: 'down', match, times: 3 * toldAfterTries })
    for (let tries = 1; tries < toldAfterTries; tries++) await subscribeAgain()
    expect(await letters()).toEqual([])
    for (let more = 0; more < 3; more++) await subscribeAgain()
    expect(await letters()).toMatchObject([
      {
        subject: 'Baton gets no webhooks for "crm"',
        body: expect.stringMatching(/Zoho CRM.*asked for every 86400 seconds.*baton doctor crm/s),
      },
    ])
    expect(await states()).toEqual(before)
    const calls = await callsOf(async () => {
      await opened.engine.pool.query(`update chore set due_at = now() where kind = 'pull'`)
      while (await doChore(opened.engine));
    })
    expect(calls).toContain('POST /crm/v8/coql')
  })

  test('come again by themselves: what nobody was told is read at once, and the admins hear so', async () => {
    await opened.engine.pool.query(`update chore set attempts = ${toldAfterTries} where kind = 'subscribe'`)
    let calls: string[] = []
    while (channels().length === 0) calls = await callsOf(subscribeAgain)
    expect(calls).toContain('POST /crm/v8/coql')
    expect((await letters()).map(one => one.subject)).toEqual([
      'Baton gets webhooks for "crm" again',
      'Baton gets no webhooks for "crm"',
    ])
    await subscribeAgain()
    expect(await letters()).toHaveLength(2)
  })
})

test('without a public address nobody is asked for webhooks, whatever makes them due, and nothing fails', async () => {
  const deaf = await testEngine({ BATON_HOSTS: running.hosts })
  await useTasks(deaf.engine)
  const calls = await callsOf(async () => {
    while (await doChore(deaf.engine));
  })
  await deaf.engine.sessions.close()
  expect(calls.filter(call => call.includes('/actions/watch'))).toEqual([])
  const { rows: chores } = await deaf.engine.pool.query(
    `select attempts, last_error from chore where kind = 'subscribe'`,
  )
  expect(chores).toEqual([{ attempts: 0, last_error: null }])
})

test('where no mapping needs them any more the channel is ended, once, and opened anew when one does', async () => {
  const { engine } = opened
  await subscribeAgain()
  expect(channels()).toHaveLength(1)
  running.sandbox.fault({ fault: 'down', match: 'DELETE /crm/v8/actions/watch' })
  await perform(engine, mappingOff, operator(), { mapping: 'm' })
  while (await doChore(engine));
  expect(channels()).toHaveLength(1)
  const told = await engine.pool.query(`select attempts, last_error from chore where kind = 'subscribe'`)
  expect(told.rows).toEqual([{ attempts: 1, last_error: expect.stringContaining('Zoho CRM') }])
  expect(await callsOf(subscribeAgain)).toContain('DELETE /crm/v8/actions/watch')
  expect(channels()).toEqual([])
  expect(await callsOf(subscribeAgain)).toEqual([])
  await engine.pool.query(`insert into mapping_entity (mapping, connection, entity, side, pair)
    select id, crm, 'task', 'crm', 'tasks' from mapping`)
  await subscribeAgain()
  expect(channels()).toHaveLength(1)
})
