import Bottleneck from 'bottleneck'
import type { Logger } from 'pino'
import type { Session } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'
import type { HostRewrites } from './hosts.ts'
import { httpClient } from './http.ts'
import type { Registry } from './registry.ts'
import { connectorOf } from './registry.ts'
import { openSession } from './session.ts'
import type { Vault } from './vault.ts'

/** Opens sessions; all sessions of a connection in this process share one client and one pace. */
export interface SessionPool {
  open(connection: Connection): Session
}

interface SessionPoolDesk {
  readonly pool: Pool
  readonly vault: Vault
  readonly registry: Registry
  readonly rewrites: HostRewrites
  readonly timeoutMs: number
  readonly log: Logger
}

/** How many calls a connection makes at once from this process; below every vendor's own bound. */
const atOnce = 4

export function sessionPool(desk: SessionPoolDesk): SessionPool {
  const client = httpClient(desk.timeoutMs)
  const lanes = new Bottleneck.Group({ maxConcurrent: atOnce })
  return {
    open: connection => {
      const connector = connectorOf(desk.registry, connection.connector)
      const lane = lanes.key(String(connection.id))
      return openSession({
        pool: desk.pool,
        vault: desk.vault,
        client,
        rewrites: desk.rewrites,
        connection,
        connector,
        auth: connector.auth,
        hosts: connector.hosts(connection.settings),
        paced: call => lane.schedule(call),
        onCall: (request, response, ms) =>
          desk.log.debug({
            connection: connection.name,
            call: `${request.method} ${new URL(request.url).pathname}`,
            status: response?.status,
            ms: Math.round(ms),
          }),
      })
    },
  }
}
