import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import type { Connector } from '../spi/index.ts'
import type { Db } from '../store/database.ts'
import type { StoredMapping } from '../store/mappings.ts'
import { keptRowsById, keptRowsUnder } from '../store/previews.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { Engine } from './engine.ts'

export type PreviewSides = Readonly<Record<Side, SideDesk>>

/**
 * A pass's desk that can decide and nothing else: it looks things up in a transaction that is taken back, reads the rows
 * that were read for the preview, and cannot write.
 */
export function previewDesk(
  engine: Engine,
  tx: Db,
  preview: string,
  both: PreviewSides,
  mapping: StoredMapping,
  policy: MappingPolicy,
): PassDesk {
  const side = (of: Side): SideDesk => ({
    ...both[of],
    connector: keptConnector(both[of].connector, tx, preview, of),
  })
  return {
    engine: engineOn(engine, tx),
    mapping,
    policy,
    urgency: 'backfill',
    token: '00000000-0000-0000-0000-000000000000',
    lease: { mayWrite: () => false },
    crm: side('crm'),
    pm: side('pm'),
  }
}

/** Whatever it asks of the database it asks in this transaction. */
export function engineOn(engine: Engine, tx: Db): Engine {
  return { ...engine, pool: tx as Engine['pool'] }
}

function keptConnector(connector: Connector, tx: Db, preview: string, side: Side): Connector {
  return {
    ...connector,
    pull: async (_session, { entity, within = '' }) => {
      const field = connector.entities[entity]?.inside?.field ?? ''
      return { rows: await keptRowsUnder(tx, { preview, side, entity }, field, within), gone: [], next: null }
    },
    fetch: (_session, entity, ids) => keptRowsById(tx, { preview, side, entity }, ids),
    find: () => Promise.resolve(null),
    write: () => Promise.reject(new Error('A preview writes nothing.')),
  }
}
