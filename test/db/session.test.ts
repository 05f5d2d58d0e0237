import nock from 'nock'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { readEnvironment } from '../../src/cli/environment.ts'
import { connectorOf, loadConnectors } from '../../src/engine/registry.ts'
import { sessionPool, type Use } from '../../src/engine/sessions.ts'
import { createVault, newMasterKey } from '../../src/engine/vault.ts'
import { type Auth, type Connector, VendorError } from '../../src/spi/index.ts'
import { type Connection, saveConnection } from '../../src/store/connections.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { until } from './until.ts'

const api = 'https://www.zohoapis.com'
const accounts = 'https://accounts.zoho.com'
const vault = createVault(newMasterKey())
const lines: string[] = []
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })

let database: TestDatabase
let connection: Connection
let connectors: ReadonlyMap<string, Connector>

beforeAll(async () => {
  database = await testDatabase()
  connectors = await loadConnectors()
  nock.disableNetConnect()
})

afterEach(async () => {
  nock.cleanAll()
  await database.pool.query('delete from access_token')
  await database.pool.query('delete from outbox')
})

afterAll(() => nock.restore())

const oauth = { clientId: 'id', clientSecret: 'very-secret', refreshToken: 'refresh-me' }

/** A session of Zoho CRM, or of the same connector signed in to in another way. */
async function session(timeoutMs = 2000, auth?: Auth, credentials: object = oauth, use: Use = {}) {
  const zoho = connectorOf(connectors, 'zoho-crm')
  connection = await saveConnection(database.pool, {
    name: 'crm',
    connector: 'zoho-crm',
    side: 'crm',
    settings: { dc: 'us' },
    credentials: await vault.seal(credentials),
    hookSecret: await vault.seal('hook'),
  })
  const rewrites = new Map<string, string>()
  return sessionPool({
    pool: database.pool,
    vault,
    registry: new Map([[zoho.name, { ...zoho, auth: auth ?? zoho.auth }]]),
    rewrites,
    config: { ...readEnvironment({}).config, requestTimeoutMs: timeoutMs },
    log,
  }).open(connection, 'live', use)
}

function failing(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function grantTokens(...tokens: string[]) {
  const scope = nock(accounts)
  for (const token of tokens)
    scope.post('/oauth/v2/token').reply(200, { access_token: token, expires_in: 3600, token_type: 'Bearer' })
  return scope
}

const ask = { method: 'GET', url: `${api}/crm/v8/org` } as const
const refused = { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' }

test('one token serves many calls at once, renewed by one of them', async () => {
  const granted = grantTokens('first')
  nock(api, { reqheaders: { authorization: 'Zoho-oauthtoken first' } })
    .get('/crm/v8/org')
    .times(5)
    .reply(200, {})
  const open = await session()
  await Promise.all(Array.from({ length: 5 }, () => open.send(ask)))
  expect(granted.isDone()).toBe(true)
})

test('the calls of a session look its token up once', async () => {
  grantTokens('first')
  nock(api).get('/crm/v8/org').times(3).reply(200, {})
  const calls = await session()
  await calls.send(ask)
  const asked = vi.spyOn(database.pool, 'query')
  await calls.send(ask)
  await calls.send(ask)
  const lookedUp = asked.mock.calls.filter(([query]) => JSON.stringify(query).includes('access_token'))
  asked.mockRestore()
  expect(lookedUp).toEqual([])
})

test('a renewal that fails is asked for once by all who wait for it', async () => {
  let asked = 0
  const { promise: allWait, resolve: goOn } = Promise.withResolvers<void>()
  const fails = async () => {
    asked += 1
    await allWait
    return [503, 'down'] as const
  }
  nock(accounts).post('/oauth/v2/token').times(5).reply(fails)
  const opened = await Promise.all(Array.from({ length: 5 }, () => session()))
  const reads = vi.spyOn(database.pool, 'query')
  const calls = Promise.allSettled(opened.map(one => one.send(ask)))
  await until('all have looked for a token', () => {
    const ended = reads.mock.settledResults.filter(one => one.type === 'fulfilled').length
    return asked > 0 && ended >= 5
  })
  goOn()
  expect((await calls).map(end => end.status)).toEqual(Array(5).fill('rejected'))
  expect(asked).toBe(1)
  reads.mockRestore()
})

test('a refused token is renewed once, then the call is made again', async () => {
  grantTokens('old', 'new')
  nock(api, { reqheaders: { authorization: 'Zoho-oauthtoken old' } })
    .get('/crm/v8/org')
    .reply(401, refused)
  nock(api, { reqheaders: { authorization: 'Zoho-oauthtoken new' } })
    .get('/crm/v8/org')
    .reply(200, { org: [] })
  expect((await (await session()).send(ask)).status).toBe(200)
})

test('a token refused twice is the end: unauthorized', async () => {
  grantTokens('old', 'new')
  nock(api).get('/crm/v8/org').twice().reply(401, refused)
  await expect((await session()).send(ask)).rejects.toMatchObject({ failure: { kind: 'unauthorized' } })
})

const keyed: Auth = { kind: 'key', headers: key => ({ 'x-api-key': key }) }

test.each<[string, Auth, object, Record<string, string>]>([
  ['a key, as the connector wants it', keyed, { key: 'k-123' }, { 'x-api-key': 'k-123' }],
  [
    'a name and a password, as RFC 7617 has it',
    { kind: 'basic' },
    { user: 'Ada', password: 'über:secret' },
    { authorization: 'Basic QWRhOsO8YmVyOnNlY3JldA==' },
  ],
])('a call is signed with %s', async (_what, auth, credentials, reqheaders) => {
  nock(api, { reqheaders }).get('/crm/v8/org').reply(200, { org: [] })
  expect((await (await session(2000, auth, credentials)).send(ask)).status).toBe(200)
})

test('a refused key is the end at once: there is nothing to renew', async () => {
  nock(api).get('/crm/v8/org').once().reply(401, refused)
  const open = await session(2000, keyed, { key: 'k-123' })
  await expect(open.send(ask)).rejects.toMatchObject({ failure: { kind: 'unauthorized' } })
})

test('a vendor that no longer lets us in stops the connection, and the admins hear it once', async () => {
  nock(accounts).post('/oauth/v2/token').twice().reply(200, { error: 'invalid_code' })
  const open = await session()
  for (let time = 0; time < 2; time++) await expect(open.send(ask)).rejects.toBeInstanceOf(VendorError)
  const kept = await database.pool.query(`select state, paused_why from connection where name = 'crm'`)
  expect(kept.rows[0]).toMatchObject({ state: 'paused' })
  const letters = await database.pool.query(
    `select recipient, subject from outbox where message_id like '%stopped%'`,
  )
  expect(letters.rows).toEqual([{ recipient: 'admin@baton.invalid', subject: 'Baton stopped using "crm"' }])
})

test('errors of the accounts server inside HTTP 200 are errors', async () => {
  nock(accounts).post('/oauth/v2/token').reply(200, { error: 'invalid_code' })
  await expect((await session()).send(ask)).rejects.toMatchObject({ failure: { kind: 'unauthorized' } })
})

test('a write that is cut off may have been made: unanswered', async () => {
  grantTokens('t')
  nock(api).post('/crm/v8/Tasks').replyWithError(failing('ECONNRESET'))
  const sent = (await session()).send({ method: 'POST', url: `${api}/crm/v8/Tasks`, json: { data: [] } })
  await expect(sent).rejects.toMatchObject({ failure: { kind: 'unavailable' }, unanswered: true })
})

test('a connection refused was never made', async () => {
  grantTokens('t')
  nock(api).get('/crm/v8/org').replyWithError(failing('ECONNREFUSED'))
  await expect((await session()).send(ask)).rejects.toMatchObject({ unanswered: false })
})

test('a vendor that is too slow counts as unanswered', async () => {
  grantTokens('t')
  nock(api)
    .get('/crm/v8/org')
    .reply(() => new Promise(() => {}))
  await expect((await session(100)).send(ask)).rejects.toMatchObject({ unanswered: true })
})

test('[I12] a redirect to another host is not followed', async () => {
  grantTokens('t')
  nock(api).get('/crm/v8/org').reply(302, '', { location: 'https://evil.example.test/' })
  await expect((await session()).send(ask)).rejects.toBeInstanceOf(VendorError)
})

test('[I11] no secret reaches the log', async () => {
  grantTokens('a-token-nobody-should-see')
  nock(api).get('/crm/v8/org').reply(200, {})
  await (await session()).send(ask)
  expect(lines.length).toBeGreaterThan(0)
  for (const secret of ['a-token-nobody-should-see', 'very-secret', 'refresh-me'])
    expect(lines.join('')).not.toContain(secret)
})

test('[I11] what is kept in the database is sealed', async () => {
  grantTokens('a-token-nobody-should-see')
  nock(api).get('/crm/v8/org').reply(200, {})
  await (await session()).send(ask)
  const kept = await database.pool.query('select token from access_token')
  const { token } = z.object({ token: z.string() }).parse(kept.rows[0])
  expect(token).not.toContain('a-token-nobody-should-see')
  expect(await vault.open(token)).toBe('a-token-nobody-should-see')
})

test('a worker whose lease is over reads, and writes nothing [I6]', async () => {
  grantTokens('t')
  nock(api).get('/crm/v8/org').reply(200, {})
  const asleep = await session(2000, undefined, oauth, { mayWrite: () => false })
  const write = asleep.send({ method: 'PUT', url: `${api}/crm/v8/Tasks/7`, json: {} })
  await expect(write).rejects.toMatchObject({ failure: { code: 'baton/lease-over' }, unanswered: false })
  await expect(asleep.send(ask)).resolves.toMatchObject({ status: 200 })
})
