import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logTo } from '../../src/cli/log.ts'
import { doChore } from '../../src/engine/chores.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { connectorOf } from '../../src/engine/registry.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { type OAuth2, VendorError, type VendorResponse } from '../../src/spi/index.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { dumpTables } from '../support/dump.ts'
import { type TestEngine, testEngine } from '../support/engine.ts'

const secrets = {
  clientSecret: 'secret-of-the-client',
  refreshToken: 'refresh-token-of-the-client',
  accessToken: 'access-token-of-the-hour',
  hookSecret: 'secret-of-the-webhook',
}

let vendor: Listening
let opened: TestEngine
let engine: Engine

/** Grants a token, then refuses every call made with it, and tells everybody with what. */
const refusing: RequestListener = (request, response) => {
  const isToken = request.url?.includes('/oauth/v2/token') === true
  const { clientSecret, refreshToken, hookSecret } = secrets
  const told = [request.headers.authorization, clientSecret, refreshToken, hookSecret].join(' ')
  const refusal = {
    code: 'NO_PERMISSION',
    message: `permission denied: ${told}`,
    status: 'error',
    details: {},
  }
  const granted = { access_token: secrets.accessToken, expires_in: 3600, token_type: 'Bearer' }
  response.writeHead(isToken ? 200 : 403, { 'content-type': 'application/json' })
  response.end(JSON.stringify(isToken ? granted : refusal))
}

beforeAll(async () => {
  vendor = await listen(refusing, 0, '127.0.0.1')
  const hosts = `www.zohoapis.com=${vendor.url},accounts.zoho.com=${vendor.url}`
  opened = await testEngine({ BATON_HOSTS: hosts })
  engine = opened.engine
})

afterAll(() => vendor.close())

function expectNone(text: string): void {
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
}

test('connecting, and a check that fails with words that repeat every secret, leave no secret in any table or log line [I11]', async () => {
  const { clientSecret, refreshToken, hookSecret } = secrets
  await perform(engine, connectionsConnect, operator(), {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { dc: 'us' },
    credentials: { clientId: 'id', clientSecret, refreshToken },
    hookSecret,
  })
  expect(await doChore(engine)).toBe(true)
  const tables = await dumpTables(engine.pool)
  expect(tables.access_token).toHaveLength(1)
  expect(tables.journal).toHaveLength(1)
  expect(tables.chore?.join()).toContain('permission denied')
  expect(opened.logged()).toContain('a chore failed')
  expectNone(JSON.stringify(tables))
  expectNone(opened.logged())
})

test('an accounts server that repeats what it was asked with tells no secret [I11]', async () => {
  const { auth } = connectorOf(engine.registry, 'zoho-crm')
  if (auth.kind !== 'oauth2') throw new Error('It signs in another way.')
  const readToken: OAuth2['readToken'] = ({ body }) => ({
    ok: false,
    failure: { kind: 'unauthorized', message: JSON.stringify(body) },
  })
  const tokenUrl = () => 'https://accounts.zoho.com/again'
  const asked = engine.sessions.tokens(
    { auth: { ...auth, readToken, tokenUrl }, settings: {}, hosts: ['accounts.zoho.com'] },
    { client_secret: secrets.clientSecret, refresh_token: secrets.refreshToken },
  )
  const message = await asked.then(String, String)
  expect(message).toContain('permission denied')
  for (const secret of [secrets.clientSecret, secrets.refreshToken]) expect(message).not.toContain(secret)
})

const oneMissing = { clientId: '', clientSecret: secrets.clientSecret, refreshToken: 'x' }
const ofAnotherKind = { key: secrets.clientSecret }

test.each([
  [
    'a secret among the settings',
    {},
    { settings: { clientSecret: secrets.clientSecret } },
    'knows no clientSecret',
  ],
  ['a webhook secret that is too short', {}, { hookSecret: 'short' }, 'hookSecret'],
  ['a credential that is missing', oneMissing, {}, 'clientId: must not be empty'],
  ['credentials for another way to sign in', ofAnotherKind, {}, 'clientId, clientSecret, refreshToken'],
])(
  '%s: what is wrong in a question to Baton is said without the value [I11]',
  async (_what, given, more, said) => {
    const credentials = { ...oneMissing, ...given }
    const asked = perform(engine, connectionsConnect, operator(), {
      name: 'crm',
      connector: 'zoho-crm',
      settings: {},
      credentials,
      ...more,
    })
    const error = await asked.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain(said)
    expectNone(String(error))
    expectNone(JSON.stringify(await dumpTables(engine.pool)))
  },
)

const answer: VendorResponse = {
  status: 401,
  headers: { 'set-cookie': secrets.accessToken },
  body: { access_token: secrets.accessToken },
}
const failure = { kind: 'unauthorized', message: 'no' } as const

test.each([
  ['an error with the answer of a vendor', { err: new VendorError(failure, answer) }],
  ['the same under another name', { error: new VendorError(failure, answer) }],
  ['an error caused by one', { err: new Error('broke off', { cause: new VendorError(failure, answer) }) }],
  ['an error of the client', { err: Object.assign(new Error('x'), { config: secrets, request: secrets }) }],
  ['a connection with its credentials open', { connection: { name: 'crm', credentials: secrets } }],
  ['a request', { request: { url: '/', headers: { authorization: secrets.accessToken } } }],
])('the log keeps silent about %s [I11]', (_what, event) => {
  const lines: string[] = []
  const log = logTo({ say: () => {}, log: line => void lines.push(line) }, 'debug')
  log.error(event, 'something happened')
  expect(lines.join('')).toContain('something happened')
  expectNone(lines.join(''))
})
