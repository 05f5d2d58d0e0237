import { afterAll, beforeAll, expect, test } from 'vitest'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine()
const app = webApp(engine)
let web: Listening

beforeAll(async () => {
  web = await listen(app, 0, '127.0.0.1')
})
afterAll(() => web.close())

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle?: { readonly stack?: readonly Layer[] }
}

/** Every route that Express has, whoever put it there. */
function routesIn(stack: readonly Layer[]): (readonly [method: string, path: string])[] {
  return stack.flatMap(({ route, handle }) => [
    ...(route ? Object.keys(route.methods).map(method => [method.toUpperCase(), route.path] as const) : []),
    ...routesIn(handle?.stack ?? []),
  ])
}

/** Routes that nobody has to sign in for, each with why. */
const open: Readonly<Record<string, string>> = {
  'GET /healthz': 'says that the process answers',
  'GET /readyz': 'says whether the database answers',
  '_ALL /:connection': 'below /hooks: each delivery is verified by its own secret',
  'GET /oauth/start': 'goes by a ticket that was made for one browser',
  'GET /oauth/callback': 'goes by the state of that browser',
  'GET /api': 'the description of the API, which is public',
  'GET /api/openapi.json': 'the same for programs',
  'GET /assets/:hash/:name': 'styles and scripts',
  'GET /sign-in': 'the door',
  'POST /sign-in': 'the door',
  'GET /welcome/:token': 'goes by a link that works once',
  'POST /welcome/:token': 'goes by a link that works once',
  'POST /sign-out': 'ends a session, if there is one',
  'POST /viewer': 'keeps in a cookie how pages are to look',
}

const routes = routesIn(app.router.stack as unknown as readonly Layer[])
const closed = routes.filter(([method, path]) => !(`${method} ${path}` in open))

test('the routes that need no sign-in are these, and no others', () => {
  const there = new Set(routes.map(([method, path]) => `${method} ${path}`))
  expect(Object.keys(open).filter(one => !there.has(one))).toEqual([])
  expect(closed.length).toBeGreaterThan(100)
})

test.each(closed)('%s %s answers nobody who is not signed in', async (method, path) => {
  const address = path.replaceAll(/:\w+/g, 'x')
  const response = await fetch(`${web.url}${address}`, {
    method,
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })
  if (response.status === 303) expect(response.headers.get('location')).toMatch(/^\/sign-in/)
  else expect(response.status).toBe(401)
})
