import type { JournalRow } from '../store/journal-reading.ts'
import type { Engine } from './engine.ts'
import { journalList } from './verbs/journal-list.ts'
import { type Actor, perform } from './verbs/verb.ts'

export type JournalFormat = 'jsonl' | 'csv'

const pageSize = 500
const heads = ['id', 'at', 'mapping', 'pair', 'key', 'kind', 'pass', 'by', 'data'] as const

/** The journal as lines, oldest first, page by page: however long it is, little of it is in memory. */
export async function* exportJournal(
  engine: Engine,
  actor: Actor,
  filter: object,
  format: JournalFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield heads.join(',')
  let after: string | null = null
  do {
    const ask: object = { ...filter, order: 'oldest', limit: pageSize, ...(after === null ? {} : { after }) }
    const { items, next } = await perform(engine, journalList, actor, ask)
    for (const row of items) yield format === 'csv' ? csvLine(row) : JSON.stringify(row)
    after = next
  } while (after !== null)
}

function csvLine(row: JournalRow): string {
  const by = (row.data as { readonly by?: unknown } | null)?.by
  const told = { ...row, by: typeof by === 'string' ? by : null, data: JSON.stringify(row.data) }
  return heads.map(head => cell(told[head])).join(',')
}

/** Quoted where it has to be. A spreadsheet takes what begins with one of these signs for a formula, so it is told not to. */
function cell(value: string | null): string {
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
