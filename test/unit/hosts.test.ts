import type { Agent, RequestListener } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { readHostRewrites, routeTo } from '../../src/engine/hosts.ts'
import { exchange, httpClient } from '../../src/engine/http.ts'
import { type Listening, listen } from '../../src/web/listen.ts'

const declared = { hosts: ['www.zohoapis.com', 'accounts.zoho.com'] }
const none = readHostRewrites(undefined)

test.each([
  ['another host', 'https://evil.example.test/crm'],
  ['a host that only begins like a declared one', 'https://www.zohoapis.com.example.test/'],
  ['a host that only ends like one', 'https://evil-www.zohoapis.com/'],
  ['a host below a declared one', 'https://deep.www.zohoapis.com/'],
  ['a declared host as the name of a user', 'https://www.zohoapis.com@evil.example.test/'],
  ['a declared host at another port', 'https://www.zohoapis.com:8443/'],
  ['a declared host with a dot at its end', 'https://www.zohoapis.com./'],
  ['an address inside the network', 'http://169.254.169.254/latest/meta-data'],
  ['a file', 'file:///etc/passwd'],
])('%s is refused [I12]', (_what, url) => {
  expect(() => routeTo(url, declared, none)).toThrow('not among the hosts')
})

test('a declared host is reached as it is, over TLS only [I12]', () => {
  const url = 'https://www.zohoapis.com/crm/v8/Tasks?page=2'
  expect(routeTo(url, declared, none)).toEqual({ url, instead: null, where: 'public' })
  expect(() => routeTo('http://www.zohoapis.com/crm', declared, none)).toThrow('without TLS')
})

test("an operator's setting moves a declared host, and never opens another one [I12]", () => {
  const rewrites = readHostRewrites(
    'www.zohoapis.com=http://127.0.0.1:4001, evil.example.test=http://127.0.0.1:4002/',
  )
  const route = routeTo('https://www.zohoapis.com/crm/v8/Tasks?page=2', declared, rewrites)
  expect(route).toEqual({
    url: 'http://127.0.0.1:4001/crm/v8/Tasks?page=2',
    instead: 'www.zohoapis.com',
    where: 'anywhere',
  })
  expect(() => routeTo('https://evil.example.test/', declared, rewrites)).toThrow('not among the hosts')
})

test.each(['www.zohoapis.com', '=http://127.0.0.1:1', 'www.zohoapis.com=nowhere'])(
  'a setting that says nothing usable is refused: %s',
  text => {
    expect(() => readHostRewrites(text)).toThrow('is not host=base-url')
  },
)

const servers: Listening[] = []
afterEach(() => Promise.all(servers.splice(0).map(server => server.close())))

async function serve(handler: RequestListener): Promise<string> {
  const server = await listen(handler, 0, '127.0.0.1')
  servers.push(server)
  return server.url
}

test('a vendor that points elsewhere is not followed [I12]', async () => {
  const visits: string[] = []
  const elsewhere = await serve((request, response) => {
    visits.push(String(request.url))
    response.end('{}')
  })
  const url = await serve((_request, response) => {
    response.writeHead(307, { location: `${elsewhere}/stolen` }).end()
  })
  const request = { method: 'GET', url } as const
  const answer = await exchange(
    httpClient(2000),
    request,
    { url, instead: null, where: 'anywhere' },
    { authorization: 'secret' },
  )
  expect(answer.status).toBe(307)
  expect(visits).toEqual([])
})

test.each<[string, Record<string, string>, number]>([
  ['as a vendor tells, a second sooner', { 'keep-alive': 'timeout=5' }, 4000],
  ['after ten seconds where it tells nothing', { connection: 'keep-alive' }, 10_000],
])('an idle connection is let go %s', async (_, told, idle) => {
  const url = await serve((_request, response) => {
    response.writeHead(200, told).end('{}')
  })
  const client = httpClient(20_000)
  await exchange(client, { method: 'GET', url }, { url, instead: null, where: 'anywhere' }, {})
  const agent: Agent = client.anywhere.defaults.httpAgent
  const idling = () => Object.values(agent.freeSockets).flatMap(each => each ?? [])
  await vi.waitUntil(() => idling().length > 0)
  expect(idling().map(({ timeout }) => timeout)).toEqual([idle])
  agent.destroy()
})
