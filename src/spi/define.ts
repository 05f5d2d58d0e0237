import type { Connector, WriteResult } from './connector.ts'
import { VendorError } from './wire.ts'

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
