import type { Urgency } from '../core/budget.ts'
import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Connector, Session } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { StoredMapping } from '../store/mappings.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'

export interface SideDesk {
  readonly connection: Connection
  readonly connector: Connector
  readonly session: Session
}

/** What a pass works with: one mapping, both sides in use, and the token of its lease. */
export interface PassDesk extends Record<Side, SideDesk> {
  readonly engine: Engine
  readonly mapping: StoredMapping
  readonly policy: MappingPolicy
  readonly urgency: Urgency
  readonly token: string
  readonly lease: Pick<Lease, 'mayWrite'>
}
