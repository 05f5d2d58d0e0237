import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bucketOf } from '../../src/core/delay-buckets.ts'
import { verbs } from '../../src/engine/verbs/index.ts'
import { tokensCreate } from '../../src/engine/verbs/tokens-create.ts'
import { operator, perform, type Role, roles } from '../../src/engine/verbs/verb.ts'
import { noteDelays } from '../../src/store/delays.ts'
import { replaceHolds } from '../../src/store/holds.ts'
import type { OpenApi } from '../../src/web/api/open-api.ts'
import { methodOf, pathOf } from '../../src/web/api/paths.ts'
import { readQuery } from '../../src/web/api/read-query.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'
import { ground } from './ground.ts'

const { engine } = await testEngine()
const { mapping } = await ground(engine.pool, 'zylker')
let web: Listening
const tokens = new Map<Role, string>()

beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  for (const role of roles) {
    const made = await perform(engine, tokensCreate, operator('Ada'), { name: `for ${role}`, role })
    tokens.set(role, made.token)
  }
})
afterAll(() => web.close())

interface Asking {
  readonly as?: Role
  readonly token?: string
  readonly body?: unknown
  readonly key?: string
}

async function ask(method: string, path: string, { as, token = as && tokens.get(as), body, key }: Asking) {
  const response = await fetch(`${web.url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const told: Record<string, string> = JSON.parse(await response.text())
  return { status: response.status, type: response.headers.get('content-type'), body: told }
}

describe('a token', () => {
  const strangers: readonly (readonly [string, string | undefined])[] = [
    ['none', undefined],
    ['one that was never made', `baton_${'x'.repeat(43)}`],
    ['one of another kind', 'Zoho-oauthtoken 1000.abc'],
    ['one that is too long', `baton_${'x'.repeat(10_000)}`],
  ]
  test.each(strangers)('is asked of everybody: %s', async (_, token) => {
    const answer = await ask('GET', '/api/v1/tokens/list', token === undefined ? {} : { token })
    expect(answer).toMatchObject({ status: 401, type: expect.stringContaining('problem+json') })
  })

  test('is nowhere in the database, and no longer valid once it is revoked', async () => {
    const made = await ask('POST', '/api/v1/tokens/create', {
      as: 'admin',
      body: { name: 'short', role: 'viewer' },
    })
    const { token = '' } = made.body
    const kept = await engine.pool.query(
      `select t::text from api_token t union all select j::text from journal j`,
    )
    expect(JSON.stringify(kept.rows)).not.toContain(token)
    const path = '/api/v1/holds/list'
    expect((await ask('GET', path, { token })).status).toBe(200)
    await ask('POST', '/api/v1/tokens/revoke', { as: 'admin', body: { name: 'short' } })
    expect((await ask('GET', path, { token })).status).toBe(401)
  })

  test('ends with its days', async () => {
    const body = { name: 'for a day', role: 'viewer', days: 1 }
    const { token = '' } = (await ask('POST', '/api/v1/tokens/create', { as: 'admin', body })).body
    await engine.pool.query(`update api_token set expires_at = now() where name = 'for a day'`)
    expect((await ask('GET', '/api/v1/holds/list', { token })).status).toBe(401)
  })
})

const matrix = verbs.flatMap(verb => roles.map(role => [verb.name, role, verb] as const))
test.each(matrix)('%s answers a token with the role %s only if that may', async (_name, role, verb) => {
  const { status } = await ask(methodOf(verb).toUpperCase(), pathOf(verb), {
    as: role,
    ...(methodOf(verb) === 'post' ? { body: { nonsense: true } } : {}),
  })
  if (verb.roles.includes(role)) expect([200, 400, 404, 409]).toContain(status)
  else expect(status).toBe(403)
})

const bad: readonly (readonly [string, string, string, Asking, number, string])[] = [
  ['a body that is no JSON', 'POST', '/tokens/create', { body: '{' }, 400, 'cannot be read'],
  ['a missing body', 'POST', '/tokens/create', {}, 400, 'name'],
  ['a wrong value', 'POST', '/tokens/create', { body: { name: 'x', role: 'king' } }, 400, 'role'],
  ['a wrong query', 'GET', '/holds/list?limit=many', {}, 400, 'limit'],
  ['an unknown key', 'GET', '/holds/list?colour=red', {}, 400, 'colour'],
  ['what is not there', 'GET', '/mapping/forecast?mapping=nimbus', {}, 404, 'nimbus'],
  [
    'a name that is taken',
    'POST',
    '/tokens/create',
    { body: { name: 'for admin', role: 'admin' } },
    409,
    'already',
  ],
  ['an unknown verb', 'POST', '/tokens/steal', { body: {} }, 404, 'nothing here'],
  ['a verb asked the wrong way', 'GET', '/tokens/create', {}, 404, 'nothing here'],
]
test.each(bad)('%s is told as a problem: %s %s', async (_, method, path, asking, status, words) => {
  const answer = await ask(method, `/api/v1${path}`, { as: 'admin', ...asking })
  expect(answer).toMatchObject({ status, type: expect.stringContaining('problem+json'), body: { status } })
  expect(answer.body.detail).toContain(words)
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:/)
})

describe('an idempotency key', () => {
  const revoke = (name: string, key?: string) =>
    ask('POST', '/api/v1/tokens/revoke', {
      as: 'admin',
      body: { name },
      ...(key === undefined ? {} : { key }),
    })
  const make = (name: string) =>
    ask('POST', '/api/v1/tokens/create', { as: 'admin', body: { name, role: 'viewer' } })

  test('asked again, it is answered as before and not done again', async () => {
    await make('twice')
    const first = await revoke('twice', 'key-1')
    expect(first).toMatchObject({ status: 200, body: { revoked: 'twice' } })
    await make('twice')
    expect(await revoke('twice', 'key-1')).toEqual(first)
    expect(await revoke('twice')).toMatchObject({ status: 200 })
  })

  test('at the same time, it is done once', async () => {
    await make('at once')
    const answers = await Promise.all([1, 2, 3, 4].map(() => revoke('at once', 'key-2')))
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200, 200])
  })

  test('for another question, it is refused', async () => {
    expect(await revoke('somebody else', 'key-1')).toMatchObject({ status: 409 })
  })

  test('after a refusal, it is tried anew', async () => {
    expect(await revoke('later', 'key-3')).toMatchObject({ status: 404 })
    await make('later')
    expect(await revoke('later', 'key-3')).toMatchObject({ status: 200 })
  })

  test('never keeps an answer that is a secret', async () => {
    const body = { name: 'secret', role: 'viewer' }
    const answer = await ask('POST', '/api/v1/tokens/create', { as: 'admin', body, key: 'key-4' })
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('leave it out') } })
  })
})

test('a query is read by the schema of its question', () => {
  const ask = z.strictObject({
    limit: z.number().optional(),
    all: z.boolean().optional(),
    ids: z.array(z.string()).optional(),
    with: z.strictObject({ name: z.string() }).optional(),
    name: z.string().optional(),
  })
  const query = { limit: '5', all: 'true', ids: 'a', with: '{"name":"x"}', name: '7' }
  expect(readQuery(ask, query)).toEqual({ limit: 5, all: true, ids: ['a'], with: { name: 'x' }, name: '7' })
  const odd = { limit: 'five', all: 'yes', with: '{', more: '1' }
  expect(readQuery(ask, odd)).toEqual(odd)
})

test('the API is described as it is, and can be read', async () => {
  const document: OpenApi = JSON.parse(await (await fetch(`${web.url}/api/openapi.json`)).text())
  expect(Object.keys(document.paths).sort()).toEqual([...verbs.map(pathOf), '/api/v1/events'].sort())
  const answers = Object.values(document.paths).flatMap(methods => Object.values(methods))
  const schemas = answers.flatMap(({ responses }) => Object.values(responses[200]?.content ?? {}))
  expect(schemas.length).toBe(answers.length)
  for (const { schema } of schemas) expect(Object.keys(schema)).not.toEqual([])
  const page = await fetch(`${web.url}/api`)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const text = await page.text()
  for (const verb of verbs) expect(text).toContain(pathOf(verb))
})

describe('/metrics', () => {
  const metrics = async (token?: string) =>
    fetch(`${web.url}/metrics`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })

  test('are for whoever brings a token', async () => {
    expect((await metrics()).status).toBe(401)
  })

  test('tell how all nodes together are doing, in the form of Prometheus', async () => {
    const key = 'crm:deals:1'
    await engine.pool.query('insert into dirty (mapping, key, shard) values ($1, $2, 0)', [mapping, key])
    await replaceHolds(
      engine.pool,
      mapping,
      [key],
      [{ key, field: '', code: 'hold/ambiguous', detail: 'Two.' }],
    )
    await engine.pool.query(
      `insert into link (mapping, pair, crm_id, pm_id, differs, verified_at)
       values ($1, 'deals', 'm1', 'm1', true, now() - interval '2 hours'), ($1, 'deals', 'm2', 'm2', false, null)`,
      [mapping],
    )
    const quick = bucketOf(50)
    const delays = Array.from({ length: 98 }, (_, at) => ({
      key: `k${at}`,
      own: quick,
      vendor: bucketOf(400),
    }))
    await noteDelays(engine.pool, mapping, [...delays, { key: 'slow', own: bucketOf(6000), vendor: 0 }])
    const answer = await metrics(tokens.get('viewer'))
    expect(answer.headers.get('content-type')).toContain('text/plain')
    const text = await answer.text()
    expect(text).toContain('baton_mapping_on{mapping="zylker"} 1')
    expect(text).toContain('baton_keys_due{mapping="zylker"} 1')
    expect(text).toContain('baton_holds_open{mapping="zylker",code="hold/ambiguous"} 1')
    expect(text).toContain('baton_links_differing{mapping="zylker"} 1')
    expect(Number(/baton_links_unverified\{mapping="zylker"\} (\S+)/.exec(text)?.[1])).toBeGreaterThan(0)
    const oldest = Number(/baton_oldest_verified_seconds\{mapping="zylker"\} (\S+)/.exec(text)?.[1])
    expect(Math.round(oldest / 3600)).toBe(2)
    const delay = (part: string, quantile: string) =>
      Number(new RegExp(`baton_delay_seconds{part="${part}",quantile="${quantile}"} (\\S+)`).exec(text)?.[1])
    expect(delay('own', '0.95')).toBeCloseTo(0.05, 2)
    expect(delay('own', '0.99')).toBeCloseTo(6, 0)
    expect(delay('vendor', '0.5')).toBeCloseTo(0.4, 1)
    expect(text).toContain('baton_connection_ready{connection="')
  })
})
