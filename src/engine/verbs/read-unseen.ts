import { conditionHolds } from '../../core/newcomer.ts'
import { isStillToCome } from '../../core/next-since.ts'
import type { PairName } from '../../core/policy.ts'
import { otherSide, type Side } from '../../core/value.ts'
import { type Row, VendorError } from '../../spi/index.ts'
import { pullsSince } from '../../store/chores.ts'
import { type Db, inTransaction } from '../../store/database.ts'
import { linksOfRows } from '../../store/links.ts'
import { recognitionsOf } from '../../store/recognitions.ts'
import { recordNewSightings, sightingsOf } from '../../store/sightings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import type { Engine } from '../engine.ts'
import { seenAs } from '../keep-seen.ts'
import { newcomerKey } from '../keys.ts'
import { withAddress } from '../reading.ts'
import { connectorOf } from '../registry.ts'
import { type PairDesk, pairInUse } from './asked-pair.ts'
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
  const at = await pairInUse({ engine, tx: pool }, named.mapping, named.pair)
  const unseen = await unseenOf(pool, at, named.side, named.ids)
  if (unseen.length === 0) return
  const { connection } = at.desk[named.side]
  const entity = at.pair.entity[named.side]
  const connector = connectorOf(engine.registry, connection.connector)
  try {
    const rows = await connector.fetch(engine.sessions.open(connection, 'live'), entity, unseen)
    const hows = await recognitionsOf(pool, connection.id, entity)
    const found = rows.map(row => seenAs({ connection, connector }, entity, withAddress(row), hows))
    await inTransaction(pool, async tx => {
      await noteEvents(tx, at, named.side, rows)
      await recordNewSightings(tx, found)
    })
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    engine.log.warn(
      { failure: error.failure, connection: connection.name },
      'rows that were asked for could not be read',
    )
  }
}

/** What has just come true is taken note of: a record that somebody looked at would seem an old one from then on. */
async function noteEvents(tx: Db, { desk, pair }: PairDesk, side: Side, rows: readonly Row[]): Promise<void> {
  if (pair.when === null || !pair.create.includes(otherSide(side))) return
  const since = await pullsSince(tx, desk[side].connection.id, pair.entity[side])
  const ids = rows.flatMap(({ id, fields, changedAt }) =>
    conditionHolds(pair, fields) && isStillToCome(changedAt, since) ? [id] : [],
  )
  const wish = { pair: pair.name, side, why: 'won', askedBy: null } as const
  await makeWishes(
    tx,
    desk.mapping.id,
    ids.map(rowId => ({ ...wish, rowId })),
  )
  const keys = ids.map(id => newcomerKey(pair.name, side, id))
  await signalKeys(tx, desk.mapping.id, keys, prio.edit)
}

/** Throws where a row that somebody names is neither linked nor was ever read. */
export async function throwIfUnseen(tx: Db, at: PairDesk, side: Side, id: string): Promise<void> {
  const [unseen] = await unseenOf(tx, at, side, [id])
  if (unseen === undefined) return
  const { title } = at.desk[side].connector
  throw new VerbError(
    'verb/not-found',
    `${title} shows no ${at.pair.entity[side]} ${unseen}. Look at the id again; if it is right, ${title} could not be read just now: try again in a minute.`,
  )
}

async function unseenOf(
  tx: Db,
  { desk, pair }: PairDesk,
  side: Side,
  ids: readonly string[],
): Promise<string[]> {
  const rows = ids.map(id => ({ pair: pair.name, side, id }))
  const links = await linksOfRows(tx, desk.mapping.id, rows)
  const seen = await sightingsOf(tx, desk[side].connection.id, pair.entity[side], ids)
  return [...new Set(ids)].filter(id => !seen.has(id) && !links.some(link => link.ids[side] === id))
}
