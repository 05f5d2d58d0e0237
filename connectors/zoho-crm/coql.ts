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
  const ask = { method: 'POST', path: '/coql', heavy: true, json: { select_query: text } } as const
  const answer = await read(session, ask, recordList)
  return { records: answer?.data ?? [], more: answer?.info?.more_records === true }
}

/** Changes at or after a moment, the oldest first, past those that were seen already. */
export function changedFrom(module: string, time: string, skip: number): string {
  const where = `Modified_Time >= '${inSeconds(time)}'`
  return `select id, Modified_Time from ${module} where ${where} order by Modified_Time asc, id asc limit ${skip}, ${queryRows}`
}

/** The next changes after a mark. More than two criteria must be bracketed in pairs (Zoho's "Kaizen #171"). */
export function changedAfter(module: string, mark: Mark): string {
  const time = `'${inSeconds(mark.time)}'`
  const where = `((Modified_Time > ${time}) or (Modified_Time = ${time} and id > ${digits(mark.id)}))`
  return `select id, Modified_Time from ${module} where ${where} order by Modified_Time asc, id asc limit 0, ${queryRows}`
}

/** Most values that `in` takes (zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html). */
export const mostValues = 50

/** Records by the exact value of a text field, oldest first: a clone has the same value and a higher id. */
export function withText(module: string, field: string, values: readonly string[]): string {
  const [only] = values
  const is =
    values.length === 1 && only !== undefined ? `= ${quoted(only)}` : `in (${values.map(quoted).join(', ')})`
  return `select id, Modified_Time, ${field} from ${module} where ${field} ${is} order by id asc limit 0, ${queryRows}`
}

/** A text in a query: single quotes are doubled (Zoho's "Kaizen #171"). */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

function digits(id: string): string {
  if (!/^\d+$/.test(id)) throw new Error('a record id has digits only')
  return id
}
