import type { PairName, PairPolicy } from '../../core/policy.ts'
import type { Side } from '../../core/value.ts'
import { VendorError } from '../../spi/index.ts'
import type { Db } from '../../store/database.ts'
import { linksOfRows } from '../../store/links.ts'
import { recognitionsOf } from '../../store/recognitions.ts'
import { recordNewSightings, sightingsOf } from '../../store/sightings.ts'
import { type MappingDesk, mappingDesk } from '../deals-desk.ts'
import type { Engine } from '../engine.ts'
import { seenAs } from '../keep-seen.ts'
import { withAddress } from '../reading.ts'
import { connectorOf } from '../registry.ts'
import { mappingInUse } from './asked-for.ts'
import { VerbError } from './verb-error.ts'

/** Rows of one side that somebody names by the vendor's ids. */
export interface NamedRows {
  /** The mapping's name; it is on. */
  readonly mapping: string
  readonly pair: PairName
  readonly side: Side
  readonly ids: readonly string[]
}

/**
 * Asks the vendor for rows that no list has shown yet, as one that was made a moment ago. What cannot be read stays
 * unseen, and whoever asked for it is told so.
 */
export async function readUnseen(engine: Engine, named: NamedRows): Promise<void> {
  const { pool } = engine
  const unseen = [...(await unseenOf(engine, pool, named))]
  if (unseen.length === 0) return
  const { desk, pair } = await pairInUse(engine, pool, named)
  const { connection } = desk[named.side]
  const entity = pair.entity[named.side]
  const connector = connectorOf(engine.registry, connection.connector)
  try {
    const rows = await connector.fetch(engine.sessions.open(connection, 'live'), entity, unseen)
    const hows = await recognitionsOf(pool, connection.id, entity)
    const found = rows.map(row => seenAs({ connection, connector }, entity, withAddress(row), hows))
    await recordNewSightings(pool, found)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    engine.log.warn(
      { failure: error.failure, connection: connection.name },
      'rows that were asked for could not be read',
    )
  }
}

/** Throws where a row that somebody names is neither linked nor was ever read. */
export async function throwIfUnseen(engine: Engine, tx: Db, named: NamedRows): Promise<void> {
  const [unseen] = await unseenOf(engine, tx, named)
  if (unseen === undefined) return
  const { desk, pair } = await pairInUse(engine, tx, named)
  const { title } = desk[named.side].connector
  throw new VerbError(
    'verb/not-found',
    `${title} shows no ${pair.entity[named.side]} ${unseen}. Look at the id again; if it is right, ${title} could not be read just now: try again in a minute.`,
  )
}

async function unseenOf(engine: Engine, tx: Db, named: NamedRows): Promise<ReadonlySet<string>> {
  const { desk, pair } = await pairInUse(engine, tx, named)
  const { side, ids } = named
  const rows = ids.map(id => ({ pair: pair.name, side, id }))
  const links = await linksOfRows(tx, desk.mapping.id, rows)
  const seen = await sightingsOf(tx, desk[side].connection.id, pair.entity[side], ids)
  return new Set(ids.filter(id => !seen.has(id) && !links.some(link => link.ids[side] === id)))
}

interface PairDesk {
  readonly desk: MappingDesk
  readonly pair: PairPolicy
}

async function pairInUse(
  { registry }: Pick<Engine, 'registry'>,
  tx: Db,
  named: Pick<NamedRows, 'mapping' | 'pair'>,
): Promise<PairDesk> {
  const desk = await mappingDesk(registry, tx, await mappingInUse(tx, named.mapping))
  const pair = desk.policy.pairs[named.pair]
  if (pair) return { desk, pair }
  throw new VerbError('verb/conflict', `The mapping "${named.mapping}" has no section for ${named.pair}.`)
}
