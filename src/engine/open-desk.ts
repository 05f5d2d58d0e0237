import type { Urgency } from '../core/budget.ts'
import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Connection } from '../store/connections.ts'
import { connectedMapping, type StoredMapping } from '../store/mappings.ts'
import type { DelayTally } from './delay-tally.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'
import { MappingBroken, policyOf } from './policies.ts'
import { connectorOf } from './registry.ts'
import type { OnCounted } from './sessions.ts'
import { stopMapping } from './stopping.ts'

/** The token that the keys are held by, and for how long. */
export interface Held {
  readonly token: string
  readonly lease: Lease
  readonly goesOn: () => boolean
}

/** How calls are made, and who hears of them. */
export interface Calling {
  readonly urgency: Urgency
  readonly onCounted: OnCounted
  readonly onSpent: (ms: number) => void
  readonly timed: DelayTally['timed']
}

/** Null: the mapping or one of its connections is not in use just now. */
export async function openDesk(
  engine: Engine,
  mappingId: number,
  { token, lease, goesOn }: Held,
  calling: Calling,
): Promise<PassDesk | null> {
  const connected = await connectedMapping(engine.pool, mappingId)
  if (connected?.state !== 'on') return null
  const { connections, ...mapping } = connected
  const crm = openSide(engine, connections.crm, calling, lease)
  const pm = openSide(engine, connections.pm, calling, lease)
  if (!crm || !pm) return null
  const policy = await policyOrStop(engine, mapping, connections)
  const mayWrite = () => goesOn() && lease.mayWrite()
  return policy && { engine, mapping, policy, urgency: calling.urgency, crm, pm, token, lease: { mayWrite } }
}

/** A mapping that no longer holds stops, and says why, before any of its keys is blamed. */
async function policyOrStop(
  engine: Engine,
  mapping: StoredMapping,
  connections: Readonly<Record<Side, Connection>>,
): Promise<MappingPolicy | null> {
  try {
    return await policyOf(engine, mapping, connections)
  } catch (error) {
    if (!(error instanceof MappingBroken)) throw error
    await stopMapping(engine, mapping, { is: 'broken', why: error.message })
    return null
  }
}

function openSide(
  engine: Engine,
  connection: Connection,
  { urgency, onCounted, onSpent, timed }: Calling,
  lease: Lease,
): SideDesk | null {
  if (connection.state !== 'ready') return null
  return {
    connection,
    connector: connectorOf(engine.registry, connection.connector),
    session: timed(
      engine.sessions.open(connection, urgency, { onCounted, onSpent, mayWrite: lease.mayWrite }),
    ),
  }
}
