import { isKeepable, keepableFields, keepableText } from '../core/keepable.ts'
import { type Connector, type Row, VendorError, type WriteResult } from '../spi/index.ts'

/**
 * The same connector, of whose answers everything can be kept. A value that a database cannot hold (a null byte in a
 * text) is set apart and named like one that could not be read, instead of failing the statement it would be kept with.
 */
export function keeping(connector: Connector): Connector {
  return {
    ...connector,
    pull: async (session, ask) => {
      const page = await connector.pull(session, ask)
      return { ...page, rows: page.rows.map(keptRow), gone: page.gone.filter(isKeepable) }
    },
    fetch: async (session, entity, ids) => (await connector.fetch(session, entity, ids)).map(keptRow),
    find: async (session, entity, key, fields) => {
      const row = await connector.find(session, entity, key, fields)
      return row && keptRow(row)
    },
    write: async (session, entity, writes) =>
      (await connector.write(session, entity, writes)).map(keptResult),
  }
}

function keptRow(row: Row): Row {
  if (!isKeepable(row.id))
    throw new VendorError({ kind: 'unexpected', message: 'A row came with an id that cannot be kept.' }, null)
  const { fields, unread } = keepableFields(row.fields)
  const version = keepableText(row.version)
  const garbled = { ...row.unread, ...unread }
  const { key, url, ...rest } = row
  return {
    ...rest,
    version,
    fields,
    ...(Object.keys(garbled).length === 0 ? {} : { unread: garbled }),
    ...(key !== undefined && isKeepable(key) ? { key } : {}),
    ...(url !== undefined && isKeepable(url) ? { url } : {}),
  }
}

function keptResult(result: WriteResult): WriteResult {
  if (result.ok) return result.row ? { ...result, row: keptRow(result.row) } : result
  return { ...result, failure: { ...result.failure, message: keepableText(result.failure.message) } }
}
