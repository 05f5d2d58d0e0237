import { type Row, VendorError, type WriteResult } from '#spi'

/** A row as it now is; a row that cannot be found any more is gone. */
export function shown(row: Row | null): WriteResult {
  return row ? { ok: true, row } : refused(gone())
}

export function refused({ failure, unanswered }: VendorError): WriteResult {
  return { ok: false, failure, unanswered }
}

export function gone(): VendorError {
  return new VendorError({ kind: 'gone', message: 'It is not there any more' }, null)
}

export function stale(): VendorError {
  return new VendorError({ kind: 'stale', message: 'It changed since it was read' }, null)
}

export function rejected(message: string, field?: string): VendorError {
  return new VendorError({ kind: 'rejected', message, ...(field === undefined ? {} : { field }) }, null)
}

/** Runs what follows a write that was carried out: when it fails, the write stands and nobody saw the row. */
export async function afterwards<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VendorError) throw new VendorError(error.failure, error.response, true)
    throw error
  }
}
