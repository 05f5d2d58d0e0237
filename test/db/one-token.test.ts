import { afterAll, beforeEach, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { logTo } from '../../src/cli/log.ts'
import { runSandbox } from '../../src/cli/sandbox.ts'
import { createEngine } from '../../src/engine/create.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { migrate } from '../../src/store/migrate.ts'
import { testDatabase } from '../support/database.ts'

const running = await runSandbox('zoho-crm')
const { url } = await testDatabase()
const masterKey = newMasterKey()
const { rewrites, config } = readEnvironment({ BATON_HOSTS: running.hosts })
const log = logTo({ say: () => {}, log: () => {} }, 'silent')
await migrate(url)
const node = () => createEngine({ databaseUrl: url, masterKey, rewrites, config, log })
const nodes = [await node(), await node(), await node()] as const

afterAll(async () => {
  for (const { sessions, pool } of nodes) {
    await sessions.close()
    await pool.end()
  }
  await running.close()
})

const [first] = nodes
beforeEach(async () => {
  running.sandbox.advance(700)
  const { settings, credentials } = running.sandbox
  const ask = { name: 'crm', connector: 'zoho-crm', settings, credentials }
  await perform(first, connectionsConnect, operator(), ask)
})

async function call(engine = first) {
  const { rows } = await engine.pool.query('select * from connection')
  const session = engine.sessions.open(rows[0], 'live')
  return session.send({ method: 'GET', url: 'https://www.zohoapis.com/crm/v8/org' })
}

const tokensAskedFor = () => running.sandbox.calls().filter(({ path }) => path === '/oauth/v2/token').length

test('all nodes together ask for one token, however many calls want one at that moment', async () => {
  const before = tokensAskedFor()
  const answers = await Promise.all(nodes.flatMap(engine => Array.from({ length: 5 }, () => call(engine))))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(tokensAskedFor() - before).toBe(1)
})

test('the eleventh token in ten minutes is waited for: nothing is paused, and nobody is asked to connect again', async () => {
  for (let at = 0; at < 10; at += 1) {
    await first.pool.query('delete from access_token')
    await call()
  }
  await first.pool.query('delete from access_token')
  await expect(call()).rejects.toMatchObject({ failure: { kind: 'throttled', code: 'Access Denied' } })
  const { rows } = await first.pool.query('select state, paused_why from connection')
  expect(rows).toEqual([{ state: 'new', paused_why: null }])
  running.sandbox.advance(600)
  expect((await call()).status).toBe(200)
})

test('a token that was asked for with credentials that the connection has no longer is not kept for the others', async () => {
  const { rows } = await first.pool.query('select * from connection')
  const { settings, credentials } = running.sandbox
  await perform(first, connectionsConnect, operator(), {
    name: 'crm',
    connector: 'zoho-crm',
    settings,
    credentials,
  })
  const old = first.sessions.open(rows[0], 'live')
  const answer = await old.send({ method: 'GET', url: 'https://www.zohoapis.com/crm/v8/org' })
  expect(answer.status).toBe(200)
  expect((await first.pool.query('select from access_token')).rowCount).toBe(0)
  await call()
  expect((await first.pool.query('select from access_token')).rowCount).toBe(1)
})
