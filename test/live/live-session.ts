import PQueue from 'p-queue'
import { vi } from 'vitest'
import {
  type Connector,
  type OAuth2,
  type Session,
  type TokenAnswer,
  VendorError,
  type VendorRequest,
  type VendorResponse,
} from '#spi'
import { routeTo } from '../../src/engine/hosts.ts'
import { exchange, httpClient } from '../../src/engine/http.ts'
import { type Pacing, paced } from '../conformance/pace.ts'
import { signature } from '../conformance/signature.ts'
import type { LiveServer } from './servers.ts'

const client = httpClient(30_000)

/** A session on a real account: it signs, and keeps to the declared limits by waiting. */
export function liveSession(connector: Connector, server: LiveServer, asked: VendorRequest[]): Session {
  const { settings, rewrites } = server
  const limits = connector.limits(settings)
  const declared = { hosts: connector.hosts(settings), selfHosted: connector.selfHosted }
  const sign = signature(connector, { credentials: server.credentials, clock: Date.now, askForTokens })
  const pace = paced(limits, { clock: Date.now, until: untilThen })
  const queue = new PQueue({
    concurrency: Math.min(...limits.map(each => ('atOnce' in each ? each.atOnce : 10))),
  })

  async function askForTokens(auth: OAuth2, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    const url = auth.tokenUrl(settings)
    return auth.readToken(
      await exchange(client, { method: 'POST', url, form }, routeTo(url, declared, rewrites), {}),
    )
  }

  async function send(request: VendorRequest): Promise<VendorResponse> {
    await pace(request)
    const response = await exchange(client, request, routeTo(request.url, declared, rewrites), await sign())
    if (response.status < 300 || response.status === 304) return response
    const unanswered = response.status >= 500 && request.method !== 'GET'
    throw new VendorError(connector.classify(response), response, unanswered)
  }

  return {
    settings,
    facts: {},
    send(request) {
      asked.push(request)
      return queue.add(() => send(request))
    },
  }
}

/** A real vendor's window passes in its own time. */
const untilThen: Pacing['until'] = async (isSo, seconds) => {
  await vi.waitUntil(isSo, { timeout: (seconds + 1) * 1000, interval: 250 })
}
