import { vi } from 'vitest'
import { type Auth, type Connector, type Session, VendorError, type VendorRequest } from '#spi'
import { routeTo } from '../../src/engine/hosts.ts'
import { exchange, httpClient } from '../../src/engine/http.ts'
import type { Bench, Ground } from '../conformance/bench.ts'
import { loadConformance } from '../conformance/folder.ts'
import { livePerson } from './live-person.ts'
import type { LiveServer } from './servers.ts'

const client = httpClient(30_000)

/** A bench on a real account: one for all promises, since nobody can make a new one for each. */
export async function liveBench(connector: Connector, server: LiveServer): Promise<Bench> {
  const conformance = await loadConformance(connector.name)
  const asked: VendorRequest[] = []
  const bare = liveSession(connector, server, asked)
  const person = livePerson(connector, process.env)
  let account: Promise<Ground['account']> | null = null
  return {
    connector,
    conformance,
    exceptions: [],
    box: null,
    hasPeople: person !== null,
    open: async () => {
      account ??= connector.check(bare)
      const { facts, ...found } = await account
      asked.length = 0
      const session = { ...bare, facts }
      return {
        connector,
        conformance,
        session,
        account: { ...found, facts },
        sandbox: null,
        person,
        asked,
        now: Date.now,
        tick: nextSecond,
      }
    },
  }
}

/** Vendors tick in whole seconds, and two changes of one second look alike. */
async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000)
  const now = second()
  await vi.waitUntil(() => second() > now, { timeout: 2000, interval: 20 })
}

function liveSession(connector: Connector, server: LiveServer, asked: VendorRequest[]): Session {
  const { settings, rewrites } = server
  const headers = signed(connector.auth, server)
  return {
    settings,
    facts: {},
    async send(request) {
      asked.push(request)
      const response = await exchange(
        client,
        request,
        routeTo(request.url, connector.hosts(settings), rewrites),
        headers,
      )
      if (response.status < 300 || response.status === 304) return response
      const unanswered = response.status >= 500 && request.method !== 'GET'
      throw new VendorError(connector.classify(response), response, unanswered)
    },
  }
}

function signed(auth: Auth, { credentials }: LiveServer): Readonly<Record<string, string>> {
  const { key = '', user = '', password = '' } = credentials
  if (auth.kind === 'key') return auth.headers(key)
  if (auth.kind === 'basic')
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  throw new Error('Signing in with OAuth 2 is not tried on live accounts yet.')
}
