import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { readySignInPath } from '../../src/engine/sign-in-links.ts'
import { writeJournal } from '../../src/store/journal.ts'
import { topics } from '../../src/store/pulse.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { consoleAsker } from '../support/console-asker.ts'
import { testEngine } from '../support/engine.ts'
import { listenTo } from '../support/event-stream.ts'
import { ground } from './ground.ts'

const { engine } = await testEngine()
const { mapping } = await ground(engine.pool, 'zylker')
let web: Listening
let cookie = ''
const ask = consoleAsker({ engine }, () => web.url)

beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  const who = { email: 'kim@example.test', name: 'Kim', role: 'viewer' } as const
  const { headers } = await ask(await readySignInPath(engine, who), { form: {} })
  cookie =
    headers
      .getSetCookie()
      .find(one => one.startsWith('baton_session='))
      ?.split(';')[0] ?? ''
})
afterAll(() => web.close())

async function hear() {
  const listener = await listenTo(`${web.url}/live`, { cookie })
  onTestFinished(() => listener.leave())
  return async () => (await listener.next(1))[0]?.data as unknown
}

const ended = () => engine.pool.query('delete from console_session')
const endOf = async () =>
  (await engine.pool.query<{ at: Date }>('select ends_at as at from console_session')).rows[0]?.at

test('whoever looks at a page hears at once of everything, and then of what moves', async () => {
  const next = await hear()
  expect(await next()).toEqual({ topics: [...topics], questions: 0 })
  await writeJournal(engine.pool, mapping, [{ pair: 'tasks', key: 'a', kind: 'wrote', data: {} }])
  expect(await next()).toEqual({ topics: ['journal'], questions: 0 })
})

test.each([
  ['work', `update lane set served_at = now()`],
  ['matching', `insert into match_run (mapping, by) select id, 'sam' from mapping`],
  ['connections', `update connection set state = 'paused', paused_why = 'somebody did' where side = 'crm'`],
  [
    'mail',
    `insert into outbox (message_id, recipient, subject, body) values ('m', 'a@example.test', 's', 'b')`,
  ],
])('of %s, too', async (topic, statement) => {
  await engine.pool.query(
    `insert into lane (mapping, shard) select id, 0 from mapping on conflict do nothing`,
  )
  const next = await hear()
  await next()
  await engine.pool.query(statement)
  expect(await next()).toMatchObject({ topics: [topic] })
})

test('how many questions wait comes along; what waits for another row is none', async () => {
  await engine.pool.query(
    `insert into hold (mapping, key, code, detail) select id, k, c, '' from mapping, (values ('a', 'hold/tie'), ('b', 'hold/waits')) v(k, c)`,
  )
  expect(await (await hear())()).toMatchObject({ questions: 1 })
})

test('a session does not last because a page is left open', async () => {
  await engine.pool.query(
    `update console_session set seen_at = now() - interval '1 hour', ends_at = now() + interval '1 hour'`,
  )
  const before = await endOf()
  await (await hear())()
  await ask('/', { headers: { cookie, 'baton-live': '1' } })
  expect(await endOf()).toEqual(before)
  await ask('/', { headers: { cookie } })
  expect(await endOf()).not.toEqual(before)
})

test('who is not signed in hears nothing', async () => {
  await ended()
  const { status, headers } = await ask('/live', { headers: { cookie } })
  expect([status, headers.get('location')]).toEqual([303, '/sign-in?to=%2Flive'])
})
