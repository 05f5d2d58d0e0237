import type { Connector, Row } from './connector.ts'
import { VendorError } from './wire.ts'
import type { WriteResult } from './write.ts'

/** The identity function, for its types. */
export function defineConnector<C extends Connector>(connector: C): C {
  return connector
}

/** Turns a refused write into a result, so that one bad row fails alone. Other errors are bugs and pass through. */
export async function attempt(write: () => Promise<WriteResult>): Promise<WriteResult> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof VendorError)
      return { ok: false, failure: error.failure, unanswered: error.unanswered }
    throw error
  }
}

/** Turns "there is no such row" into null. */
export async function unlessGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'gone') return null
    throw error
  }
}

/** A row that is there and cannot be read, so that it stops neither its page nor anybody else's reading. */
export function unreadRow(id: string, why: string): Row {
  return { id, version: '', changedAt: null, changedBy: null, fields: {}, unread: { '': why } }
}

/** Turns "this row came in an unknown shape" into a row that says so. Everything else is thrown on. */
export async function unlessUnreadable(id: string, read: () => Promise<Row | null>): Promise<Row | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'unexpected')
      return unreadRow(id, error.failure.message)
    throw error
  }
}
