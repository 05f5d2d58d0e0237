import type { Logger } from 'pino'
import type { Urgency } from '../core/budget.ts'
import type { Session } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'
import type { EngineConfig } from './engine.ts'
import { type HostRewrites, routeTo } from './hosts.ts'
import { httpClient } from './http.ts'
import { createPace, type PacedCall } from './pace.ts'
import type { Registry } from './registry.ts'
import { connectorOf } from './registry.ts'
import { openSession, type SessionDesk } from './session.ts'
import { stopConnection } from './stopping.ts'
import { type AccountsServer, askForTokens, type Granted } from './token-endpoint.ts'
import type { Vault } from './vault.ts'

export type OnCounted = NonNullable<PacedCall['onCounted']>

/** Who opens a session for a pass wants to know, and to have a say. */
export interface Use {
  /** Hears of every call as it is about to be made, as the vendor counts it. */
  readonly onCounted?: OnCounted
  /** False: nothing but readings is sent any more. */
  readonly mayWrite?: () => boolean
  /** Hears that our own pace does not allow a call for so long. */
  readonly onSpent?: (ms: number) => void
}

/** Opens sessions; all sessions of a connection in this process share one client and one pace. */
export interface SessionPool {
  open(connection: Connection, urgency: Urgency, use?: Use): Session
  /** Asks an accounts server for tokens that no connection has yet. */
  tokens(server: AccountsServer, form: Readonly<Record<string, string>>): Promise<Granted>
  /** Where a browser finds a page of a declared host. */
  page(url: string, hosts: readonly string[]): string
  /** Cuts short the calls under way, and those to come. */
  end(): void
  close(): Promise<void>
}

interface SessionPoolDesk {
  readonly pool: Pool
  readonly vault: Vault
  readonly registry: Registry
  readonly rewrites: HostRewrites
  readonly config: EngineConfig
  readonly log: Logger
}

export function sessionPool(desk: SessionPoolDesk): SessionPool {
  const ending = new AbortController()
  const client = httpClient(desk.config.requestTimeoutMs, undefined, ending.signal)
  const { windowScale, requestTimeoutMs } = desk.config
  const pace = createPace({ pool: desk.pool, windowScale, callMs: requestTimeoutMs })
  return {
    open: (connection, urgency, use = {}) => {
      const connector = connectorOf(desk.registry, connection.connector)
      return openSession({
        pool: desk.pool,
        vault: desk.vault,
        client,
        rewrites: desk.rewrites,
        connection,
        connector,
        auth: connector.auth,
        hosts: connector.hosts(connection.settings),
        selfHosted: connector.selfHosted,
        pace,
        urgency,
        ...use,
        onLockedOut: ({ message: why }) =>
          stopConnection(desk, connection, { by: 'locked-out', vendor: connector.title, why }),
        onCall: noted(desk.log, connection),
      })
    },
    tokens: (server, form) => askForTokens({ client, rewrites: desk.rewrites }, server, form),
    page: (url, hosts) => routeTo(url, { hosts }, desk.rewrites).url,
    end: () => ending.abort(),
    close: () => pace.close(),
  }
}

function noted(log: Logger, { name }: Connection): SessionDesk['onCall'] {
  return ({ method, url }, response, ms) => {
    // Most nodes write no such line, and each call would make one.
    if (!log.isLevelEnabled('debug')) return
    const call = `${method} ${new URL(url).pathname}`
    log.debug({ connection: name, call, status: response?.status, ms: Math.round(ms) })
  }
}
