import { blocksOfRow, keyOfRow, type Recognition } from '../core/matching/recognition.ts'
import type { Fields } from '../core/value.ts'
import type { Connector, Inside, Row } from '../spi/index.ts'
import type { Seen } from '../store/sightings.ts'
import type { SideDesk } from './desk.ts'

/** What is kept of a row as it was read, so that it can be recognised by the mappings that say how. */
export function seenAs(
  side: Pick<SideDesk, 'connection' | 'connector'>,
  entity: string,
  row: Row,
  hows: readonly Recognition[],
): Seen {
  const [first] = hows
  const inactive = isInactive(side.connector, entity, row)
  const inside = side.connector.entities[entity]?.inside
  const seen = {
    connection: side.connection.id,
    entity,
    id: row.id,
    ...(row.url === undefined ? {} : { url: row.url }),
    fields: inside ? withoutText(inside, row.fields) : row.fields,
    inactive,
    matchKey: first === undefined ? null : keyOfRow(row.fields, first),
  }
  return first === undefined ? seen : { ...seen, blocks: inactive ? [] : blocksOfRow(row.fields, hows) }
}

/**
 * What a comment says is nobody's business as long as it is not copied: kept is who wrote it when, and `under` which row,
 * whatever the vendor calls that.
 */
function withoutText({ field }: Inside, { at, authorName, private: isPrivate, ...fields }: Fields): Fields {
  const under = fields[field] ?? null
  const said = { at: at ?? null, authorName: authorName ?? null, private: isPrivate ?? null }
  return { [field]: under, under, ...said }
}

/** Whether the vendor says that a record is no longer in use. */
export function isInactive(connector: Connector, entity: string, row: Pick<Row, 'fields'>): boolean {
  const field = connector.entities[entity]?.active
  return field !== undefined && row.fields[field] === false
}
