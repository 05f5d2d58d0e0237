import type { PairName } from '../core/policy.ts'
import type { Db } from './database.ts'

export type JournalKind =
  | 'linked'
  | 'created'
  | 'wrote'
  | 'not-applied'
  | 'deleted'
  | 'unlinked'
  | 'settled'
  | 'held'
  | 'refused'
  | 'passed'
  | 'withdrawn'
  | 'failed'
  | 'asked'
  | 'braked'

export interface JournalEntry {
  readonly pair: PairName | null
  readonly key: string | null
  readonly kind: JournalKind
  readonly data: unknown
}

/** Append only: what was decided, done and lost. */
export async function writeJournal(
  tx: Db,
  mapping: number | null,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await tx.query({
    name: 'write-journal',
    text: `insert into journal (mapping, pair, key, kind, data)
           select $1::int, pair, key, kind, coalesce(data, 'null') from jsonb_to_recordset($2::jsonb) as j(pair text, key text, kind text, data jsonb)`,
    values: [mapping, JSON.stringify(entries)],
  })
}
