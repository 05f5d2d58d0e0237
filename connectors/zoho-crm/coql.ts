import type { Session } from '#spi'
import { type CrmRecord, recordList } from './api.ts'
import { read } from './client.ts'
import { inSeconds } from './dates.ts'

/** Where a walk through a module stands: everything up to this change of this record was seen. */
export interface Mark {
  readonly time: string
  readonly id: string
}

/** Up to this many rows a query costs one credit (zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html). */
export const queryRows = 200

/** Runs a query. COQL reads the records themselves, where search lags behind its index. */
export async function query(
  session: Session,
  text: string,
): Promise<{ readonly records: readonly CrmRecord[]; readonly more: boolean }> {
  const ask = { method: 'POST', path: '/coql', json: { select_query: text } } as const
  const answer = await read(session, ask, recordList)
  return { records: answer?.data ?? [], more: answer?.info?.more_records === true }
}

/** The next changes after a mark. More than two criteria must be bracketed in pairs (Zoho's "Kaizen #171"). */
export function changedAfter(module: string, mark: Mark): string {
  const time = `'${inSeconds(mark.time)}'`
  const where = `((Modified_Time > ${time}) or (Modified_Time = ${time} and id > ${digits(mark.id)}))`
  return `select id, Modified_Time from ${module} where ${where} order by Modified_Time asc, id asc limit 0, ${queryRows}`
}

/** Records by the exact value of a text field. */
export function withText(module: string, field: string, value: string): string {
  return `select id, Modified_Time from ${module} where ${field} = ${quoted(value)} order by id asc limit 0, 2`
}

/** A text in a query: single quotes are doubled (Zoho's "Kaizen #171"). */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

function digits(id: string): string {
  if (!/^\d+$/.test(id)) throw new Error('a record id has digits only')
  return id
}
