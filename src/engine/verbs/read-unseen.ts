import type { Side } from '../../core/value.ts'
import { VendorError } from '../../spi/index.ts'
import { linksOfRows } from '../../store/links.ts'
import { recognitionsOf } from '../../store/recognitions.ts'
import { recordNewSightings } from '../../store/sightings.ts'
import type { Engine } from '../engine.ts'
import { seenAs } from '../keep-seen.ts'
import { withAddress } from '../reading.ts'
import { connectorOf } from '../registry.ts'
import { seenTasks, tasksInUse } from './ask-for-tasks.ts'

/**
 * Asks the vendor for tasks that no list has shown yet, as one that was made a moment ago. What cannot be read stays
 * unseen, and whoever asked for it is told so.
 */
export async function readUnseenTasks(
  engine: Engine,
  name: string,
  side: Side,
  ids: readonly string[],
): Promise<void> {
  const { pool } = engine
  const of = await tasksInUse({ engine, tx: pool }, name)
  const { connection } = of.desk[side]
  const entity = of.tasks.entity[side]
  const asRows = ids.map(id => ({ pair: 'tasks' as const, side, id }))
  const links = await linksOfRows(pool, of.desk.mapping.id, asRows)
  const seen = await seenTasks(of, side, ids)
  const unseen = [...new Set(ids)].filter(id => !seen.has(id) && !links.some(link => link.ids[side] === id))
  if (unseen.length === 0) return
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
      'tasks that were asked for could not be read',
    )
  }
}
