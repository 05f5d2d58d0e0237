import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine()
const secret = 'a-secret-of-the-webhook'
const body = 'type=task&taskId=7&projectId=6'

beforeAll(async () => {
  await perform(engine, connectionsConnect, operator(), {
    name: 'projects',
    connector: 'zoho-projects',
    settings: { dc: 'eu', portal: '60000001', user: 'ada@example.test' },
    credentials: { clientId: 'id', clientSecret: 'secret', refreshToken: 'refresh' },
    hookSecret: secret,
  })
})

async function door(of: Engine, hears = () => {}) {
  const app = webApp(of)
  const web = await listen(
    (request, response) => {
      app(request, response)
      hears()
    },
    0,
    '127.0.0.1',
  )
  afterAll(() => web.close())
  return (k: string) => fetch(`${web.url}/hooks/projects?k=${k}`, { method: 'POST', body })
}

async function many<T>(count: number, one: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  while (all.length < count)
    all.push(...(await Promise.all(Array.from({ length: Math.min(25, count - all.length) }, one))))
  return all
}

const signals = async () => (await engine.pool.query('select distinct entity, row_id from signal')).rows

test('whoever guesses secrets is not even heard after 300 attempts a minute, and told to come again later', async () => {
  const send = await door(engine)
  expect(new Set((await many(300, () => send('guessed'))).map(({ status }) => status))).toEqual(
    new Set([401]),
  )
  const next = await send('guessed')
  expect([next.status, next.headers.get('retry-after')]).toEqual([503, '60'])
})

test('what the vendor sends is never too much, and one that is sent again and again only says where to look [I5]', async () => {
  const send = await door(engine)
  const answers = await many(350, () => send(secret))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await signals()).toEqual([{ entity: 'task', row_id: '6/7' }])
})

test('more at the same moment than a node has room for is to be sent again, and takes no room', async () => {
  const stuck = Promise.withResolvers<never>()
  let [came, asked] = [0, 0]
  const full = Promise.withResolvers<void>()
  const query = () => {
    asked += 1
    return stuck.promise
  }
  const pool = new Proxy(engine.pool, {
    get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
  })
  const send = await door({ ...engine, pool }, () => {
    came += 1
    if (came === 100) full.resolve()
  })
  const hundred = Array.from({ length: 100 }, () => send(secret))
  await full.promise
  const next = await send(secret)
  expect([next.status, next.headers.get('retry-after')]).toEqual([503, '1'])
  expect(asked).toBe(1)
  stuck.reject(new Error('the database is away'))
  expect(new Set((await Promise.all(hundred)).map(({ status }) => status))).toEqual(new Set([503]))
  const before = asked
  expect((await send(secret)).status).toBe(503)
  expect(asked).toBe(before + 1)
})
