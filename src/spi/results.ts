import type { Row } from './connector.ts'
import { attempt } from './define.ts'
import { VendorError } from './wire.ts'
import type { Write, WriteResult } from './write.ts'

export type CreateWrite = Extract<Write, { op: 'create' }>
export type UpdateWrite = Extract<Write, { op: 'update' }>

/** A row as it now is; a row that cannot be found any more is gone. */
export function rowNow(row: Row | null): WriteResult {
  if (row) return { ok: true, row }
  const { failure, unanswered } = gone()
  return { ok: false, failure, unanswered }
}

/** A row as an update left it. Where it cannot be read, or somebody has deleted it since, the write stands and nobody saw how. */
export async function rowAfter(read: () => Promise<Row | null>): Promise<WriteResult> {
  const result = await attempt(async () => rowNow(await read()))
  return result.ok ? result : { ...result, unanswered: true }
}

/** The same of a new row: it was made all the same. */
export async function newRow(id: string, read: () => Promise<Row | null>): Promise<WriteResult> {
  const result = await rowAfter(read)
  return result.ok ? result : { ...result, made: id }
}

/** What a create answers: `isEarlier` where it met the row that an earlier one of its key had made. */
export function asEarlier(result: WriteResult, isEarlier: boolean): WriteResult {
  return result.ok && isEarlier ? { ...result, earlier: true } : result
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

/**
 * For a vendor without a bulk endpoint. After a failure that the next call would meet too nothing more is sent:
 * calling on during a lock-out makes it longer.
 */
export async function oneByOne(
  writes: readonly Write[],
  send: (write: Write) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const write of writes) {
    const stop = results.find(asksToStop)
    results.push(stop ? notSent(stop) : await attempt(() => send(write)))
  }
  return results
}

type Failed = Extract<WriteResult, { ok: false }>

function notSent({ failure }: Failed): WriteResult {
  return { ok: false, failure, unanswered: false }
}

function asksToStop(result: WriteResult): result is Failed {
  return !result.ok && ['throttled', 'unavailable', 'unauthorized'].includes(result.failure.kind)
}
