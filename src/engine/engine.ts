import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Pool } from '../store/database.ts'
import type { Registry } from './registry.ts'
import type { SessionPool } from './sessions.ts'
import type { Vault } from './vault.ts'

export interface EngineConfig {
  /** How long a worker may hold work without a sign of life, in seconds. */
  readonly leaseSeconds: number
  /** How long a vendor may take to answer, in ms. Shorter than the lease. */
  readonly requestTimeoutMs: number
  /** How long after a time-out an unanswered create may still arrive, in ms. */
  readonly arrivalMarginMs: number
  readonly pollSeconds: number
  /** How often everything is compared. */
  readonly sweepSeconds: number
  /** Divides the vendors' rolling windows; 1 except against sandboxes whose windows are divided too. */
  readonly windowScale: number
  /** Passes at the same time in this process. */
  readonly slots: number
  /** Where vendors send webhooks, e.g. `https://baton.example.test`; null: no webhooks are asked for. */
  readonly publicUrl: string | null
  /** Where a browser finds this node: the public address, or the machine's own. */
  readonly ownUrl: string
  /** Proxies in front whose word is taken for who asks, and how: so many of them, or those at these addresses. */
  readonly trustedProxies: number | readonly string[]
  /** Told when nobody else can be. */
  readonly adminEmail: string
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Null: people sign in with a password only. */
  readonly signOn: SignOnServer | null
}

/** An OpenID Connect server that says who somebody is. */
export interface SignOnServer {
  /** What people call it: `Zylker`. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Its addresses count although it does not say that they are verified. */
  readonly trustsAddresses: boolean
}

/** What the effects shell works with. Made once, in `main.ts`, and passed along. */
export interface Engine {
  readonly pool: Pool
  readonly vault: Vault
  readonly registry: Registry
  readonly sessions: SessionPool
  readonly config: EngineConfig
  readonly log: Logger
  /** Tests hold every answer of a verb against what the verb says of it. */
  readonly seesAnswers?: (
    verb: { readonly name: string; readonly answer: z.ZodType },
    answer: unknown,
  ) => void
}
